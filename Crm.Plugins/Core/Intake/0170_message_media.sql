-- media_id: the file we keep. A recalled message keeps its text: it is not shown, but it was said.
alter table message add column media_id text;
alter table message add column recalled_at bigint;
alter table message add column recalled_by text;
create index message_inbox on message (inbox_id) where inbox_id is not null;

-- A recall may come before the message it is about.
create table message_recall (
    channel text not null,
    message_key text not null,
    recalled_by text not null,
    at bigint not null,
    primary key (channel, message_key)
);
