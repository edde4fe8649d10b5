create table complaint (
    id text primary key,
    number text not null unique,
    customer_id text not null,
    inquiry_id text not null,
    conversation_id text,
    promise_id text,
    severity text not null,
    severity_state text not null,
    severity_reason text not null,
    state text not null,
    text text not null,
    brand text,
    series text,
    model text,
    owner_id text,
    ack_due bigint not null,
    contact_due bigint not null,
    plan_due bigint,
    resolve_due bigint,
    acknowledged_at bigint,
    contacted_at bigint,
    resolved_at bigint,
    closed_at bigint,
    reopen_count bigint not null default 0,
    pauses bigint not null default 0,
    plan_left bigint,
    resolve_left bigint,
    created_at bigint not null,
    version bigint not null default 1
);
create index complaint_customer on complaint (customer_id);

create table complaint_note (
    id text primary key,
    complaint_id text not null,
    at bigint not null,
    actor text not null,
    kind text not null,
    text text not null
);
create index complaint_note_complaint on complaint_note (complaint_id);

create table complaint_counter (
    day text primary key,
    last bigint not null
);
