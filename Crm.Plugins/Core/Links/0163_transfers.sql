create table transfer (
    id text primary key,
    channel text not null,
    account text not null,
    from_member text not null,
    to_member text not null,
    leaver bigint not null,
    whole bigint not null,
    message text,
    state text not null,
    started_by text not null,
    started_at bigint not null,
    finished_at bigint,
    polls bigint not null default 0,
    version bigint not null default 1
);
create index transfer_from on transfer (channel, account, from_member);

-- open_key is the contact while its hand-over is under way: one at a time, whatever two people begin at once.
create table transfer_item (
    transfer_id text not null,
    contact text not null,
    link_id text not null,
    customer_id text not null,
    batch bigint not null,
    state text not null,
    open_key text unique,
    reason text,
    platform_code bigint,
    started_at bigint not null,
    changed_at bigint not null,
    primary key (transfer_id, contact)
);
create index transfer_item_link on transfer_item (link_id);
