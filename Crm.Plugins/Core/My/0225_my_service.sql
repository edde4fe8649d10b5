-- The key that signs the links to My service, one for all nodes.
create table my_key (
    id text primary key,
    secret text not null,
    created_at bigint not null
);

-- Only customers whose links were taken back have a row: links of an older generation open nothing.
create table my_access (
    customer_id text primary key,
    generation bigint not null,
    revoked_at bigint not null,
    revoked_by text not null
);
