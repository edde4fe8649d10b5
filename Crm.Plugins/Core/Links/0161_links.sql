-- A customer and one of our people on a channel. tags are the platform's ids as last known there; add_tags and
-- remove_tags are on their way to it; auto_tags is what the rules last wanted, so that a member's own change stands.
create table link (
    id text primary key,
    channel text not null,
    account text not null,
    member_id text not null,
    contact text not null,
    customer_id text not null,
    state text not null,
    linked_at bigint not null,
    ended_at bigint,
    ended_by text,
    add_way bigint,
    way_state text,
    remark text,
    description text,
    tags text not null default '[]',
    add_tags text not null default '[]',
    remove_tags text not null default '[]',
    auto_tags text not null default '[]',
    wanted_remark text,
    read_at bigint,
    seen_run text,
    fault text,
    version bigint not null default 1,
    unique (channel, account, member_id, contact)
);
create index link_customer on link (customer_id);
create index link_contact on link (channel, account, contact);

-- What is known of a private chat: that it began, that something was sent, that it ended. Never what was said.
create table link_note (
    id text primary key,
    link_id text not null,
    customer_id text not null,
    at bigint not null,
    kind text not null,
    detail text
);
create index link_note_customer on link_note (customer_id, id);
create index link_note_link on link_note (link_id, id);

create table tag (
    id text primary key,
    channel text not null,
    account text not null,
    platform_id text,
    group_id text,
    group_name text not null,
    name text not null,
    state text not null,
    operation_id text,
    fault text,
    updated_at bigint not null,
    version bigint not null default 1
);
create unique index tag_platform on tag (channel, account, platform_id) where platform_id is not null;

-- Questions to a platform that wait to be asked. asked counts the wishes, so that one made during a run is not lost.
create table channel_task (
    kind text not null,
    channel text not null,
    account text not null,
    subject text not null,
    due_at bigint not null,
    asked bigint not null,
    attempts bigint not null,
    fault text,
    primary key (kind, channel, account, subject)
);
create index channel_task_due on channel_task (due_at);
