-- Append-only; the newest row of a purpose and channel is what holds. No row means no.
create table consent (
    id text primary key,
    customer_id text not null,
    purpose text not null,
    channel text not null,
    text_version text not null,
    given bigint not null,
    at bigint not null,
    source_id text
);
create index consent_customer on consent (customer_id, id);
