-- What happened, written with the change itself. seq has no gaps and follows the order of commits, which ids do not:
-- with one writer (SQLite) it is given at once, with several (PostgreSQL) by one publisher after the commit.
-- The newest event is never deleted, or its number would be given again.
create table event (
    id text primary key,
    seq bigint unique,
    type text not null,
    at bigint not null,
    customer_id text,
    lead_id text,
    promise_id text,
    complaint_id text,
    conversation_id text,
    dealer_id text,
    data text not null
);
create index event_unpublished on event (id) where seq is null;
create index event_customer on event (customer_id, id) where customer_id is not null;

-- Work for a plugin outside the transaction. kind: message, lookup.
-- state: 0 queued, 1 sending, 2 sent, 3 dead, 4 unknown, 5 expired. effect_key makes an effect happen once.
create table delivery (
    id text primary key,
    kind text not null,
    channel text not null,
    to_address text not null,
    customer_id text,
    conversation_id text,
    promise_id text,
    effect_key text unique,
    notice text,
    text text not null,
    args text not null,
    choices text not null,
    locale text not null,
    fallback_channel text,
    fallback_address text,
    deadline bigint,
    state bigint not null,
    attempts bigint not null default 0,
    next_at bigint not null,
    claimed_by text,
    claimed_until bigint,
    provider_id text,
    reason text,
    created_at bigint not null,
    sent_at bigint
);
create index delivery_queued on delivery (channel, next_at, id) where state = 0;
create index delivery_next on delivery (next_at) where state = 0;
create index delivery_deadline on delivery (deadline) where state = 0 and deadline is not null;
create index delivery_conversation on delivery (conversation_id, id) where state in (0, 1) and conversation_id is not null;
create index delivery_sending on delivery (claimed_until) where state = 1;
create index delivery_unknown on delivery (next_at) where state = 4;
create index delivery_dead on delivery (id) where state in (3, 4);

-- One row per source of a pulling channel. woken > pulled means somebody asked for a pull; wait_until is what the
-- platform or a failure asks for, next_at when an idle source is looked at again.
create table pull_source (
    channel text not null,
    key text not null,
    cursor text,
    hint text,
    hint_at bigint,
    woken bigint not null default 0,
    pulled bigint not null default 0,
    wait_until bigint not null default 0,
    next_at bigint not null,
    failures bigint not null default 0,
    primary key (channel, key)
);
