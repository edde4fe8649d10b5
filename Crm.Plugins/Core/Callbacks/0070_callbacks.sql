-- A promise to call. open_key is 'customer:topic' while it is open, so a customer has one per topic.
create table promise (
    id text primary key,
    customer_id text not null,
    lead_id text,
    complaint_id text,
    inquiry_id text,
    conversation_id text,
    topic text not null,
    kind text not null,
    state text not null,
    outcome text,
    open_key text unique,
    requested_at bigint not null,
    window_start bigint not null,
    due_at bigint not null,
    time_zone text not null,
    calendar_id text not null,
    calendar_version bigint not null,
    owner_kind text not null,
    owner_id text,
    assigned_to text,
    priority bigint not null default 0,
    attempt_count bigint not null default 0,
    next_attempt_at bigint,
    first_attempt_at bigint,
    kept_at bigint,
    broken_at bigint,
    broken_reason text,
    closed_at bigint,
    reschedule_count bigint not null default 0,
    told_text text,
    locale text not null,
    version bigint not null default 1
);
create index promise_customer on promise (customer_id);
create index promise_lead on promise (lead_id) where lead_id is not null;
create index promise_due on promise (due_at) where open_key is not null;

create table attempt (
    id text primary key,
    promise_id text not null,
    agent_id text not null,
    started_at bigint not null,
    ended_at bigint,
    ring_seconds bigint,
    result text,
    note text,
    manual bigint not null
);
create index attempt_promise on attempt (promise_id);

-- One seat of one slot; the key is what makes overbooking impossible.
create table slot_seat (
    resource text not null,
    start_at bigint not null,
    seat bigint not null,
    promise_id text not null,
    primary key (resource, start_at, seat)
);
create index slot_seat_promise on slot_seat (promise_id);
