-- One comparison of an account's customer lists with the store. Every page is counted in the transaction that handles
-- it and moves the cursor, so that a run goes on where it was, whatever happened in between.
create table reconciliation (
    id text primary key,
    channel text not null,
    account text not null,
    state text not null,
    started_by text not null,
    started_at bigint not null,
    finished_at bigint,
    seen bigint not null default 0,
    known bigint not null default 0,
    recent bigint not null default 0,
    recovered bigint not null default 0,
    ended bigint not null default 0,
    unexplained bigint not null default 0,
    fault text,
    running_key text unique
);

create table reconciliation_member (
    run_id text not null,
    member_id text not null,
    state text not null,
    cursor text,
    seen bigint not null default 0,
    fault text,
    primary key (run_id, member_id)
);

create table reconciliation_finding (
    id text primary key,
    run_id text not null,
    member_id text not null,
    contact text not null,
    customer_id text,
    kind text not null,
    reason text not null
);
create index reconciliation_finding_run on reconciliation_finding (run_id, id);
