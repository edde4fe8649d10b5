-- The customer says that nobody called, though we say somebody did. One per promise; the promise itself is then 'disputed'.
create table promise_dispute (
    promise_id text primary key,
    customer_id text not null,
    at bigint not null,
    from_state text not null,
    from_outcome text not null,
    next_promise_id text,
    decision text,
    decided_at bigint,
    decided_by text,
    note text
);
create index promise_dispute_open on promise_dispute (at) where decision is null;
