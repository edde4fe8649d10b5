-- Customer groups on a channel, as last read there.
create table customer_group (
    id text primary key,
    channel text not null,
    account text not null,
    platform_id text not null,
    name text not null,
    owner text not null,
    notice text,
    created_at bigint not null,
    member_version text,
    read_at bigint not null,
    dismissed_at bigint,
    unique (channel, platform_id)
);

-- One row per stay: who left is marked, who comes back has another row.
create table group_member (
    id text primary key,
    group_id text not null,
    member_id text not null,
    is_contact bigint not null,
    customer_id text,
    name text,
    joined_at bigint not null,
    join_scene bigint not null,
    state text,
    invited_by text,
    left_at bigint
);
create unique index group_member_present on group_member (group_id, member_id) where left_at is null;
create index group_member_group on group_member (group_id, id);
create index group_member_customer on group_member (customer_id) where customer_id is not null;
