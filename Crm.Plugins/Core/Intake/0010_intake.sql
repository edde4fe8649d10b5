-- Everything that came in, exactly as it came. state: 0 pending, 1 done.
create table inbox (
    id text primary key,
    channel text not null,
    dedup_key text not null,
    kind text not null,
    occurred_at bigint not null,
    received_at bigint not null,
    content_type text not null,
    raw text not null,
    raw_encoding text not null,
    fingerprint text,
    item text not null,
    text text not null,
    conversation_key text,
    customer_id text,
    lead_id text,
    complaint_id text,
    disposition text,
    state bigint not null,
    attempts bigint not null default 0,
    next_at bigint not null default 0,
    fault text,
    receipt text,
    unique (channel, dedup_key)
);
create index inbox_queue on inbox (id) where state = 0;
create index inbox_conversation on inbox (channel, conversation_key, id) where state = 0;
create index inbox_customer on inbox (customer_id, id) where customer_id is not null;

create table conversation (
    id text primary key,
    channel text not null,
    conversation_key text not null,
    customer_id text not null,
    reply_to text,
    locale text not null,
    scene text,
    asked text,
    asked_at bigint,
    opened_at bigint not null,
    last_inbound_at bigint,
    last_message_at bigint not null,
    version bigint not null default 1,
    unique (channel, conversation_key)
);
create index conversation_customer on conversation (customer_id);

create table message (
    id text primary key,
    conversation_id text not null,
    customer_id text not null,
    direction text not null,
    author text not null,
    kind text not null,
    text text not null,
    at bigint not null,
    media_ref text,
    inbox_id text,
    delivery_id text
);
create index message_conversation on message (conversation_id, id);
create index message_customer on message (customer_id, id);
