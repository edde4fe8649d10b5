create table customer (
    id text primary key,
    name text,
    phone text,
    email text,
    locale text not null,
    region text,
    created_at bigint not null,
    merged_into text,
    version bigint not null default 1
);

-- Evidence of who somebody is. A phone may belong to several names, so the name is part of the key;
-- ids that are unique on their own leave it empty.
create table identity (
    kind text not null,
    value text not null,
    name_key text not null,
    customer_id text not null,
    first_seen bigint not null,
    primary key (kind, value, name_key)
);
create index identity_customer on identity (customer_id);

create table merge_proposal (
    id text primary key,
    customer_id text not null,
    other_id text not null,
    reason text not null,
    state text not null,
    created_at bigint not null,
    unique (customer_id, other_id)
);

create table alert (
    id text primary key,
    kind text not null,
    subject_id text not null,
    detail text not null,
    at bigint not null,
    state text not null,
    unique (kind, subject_id)
);
