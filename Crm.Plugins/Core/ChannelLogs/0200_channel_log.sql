-- Conversations of channels whose clients read them themselves. data and note are the adapter's own.
create table channel_log (
    channel text not null,
    conversation text not null,
    data text not null,
    version bigint not null default 1,
    last_seq bigint not null default 0,
    delivered bigint not null default 0,
    note text not null default '',
    opened_at bigint not null,
    keep_ms bigint not null,
    forget_at bigint not null,
    closed_at bigint,
    primary key (channel, conversation)
);
create index channel_log_forget on channel_log (forget_at);

create table channel_entry (
    channel text not null,
    conversation text not null,
    seq bigint not null,
    entry_key text not null,
    body text not null,
    at bigint not null,
    primary key (channel, conversation, seq),
    unique (channel, conversation, entry_key)
);

-- What may be used once; a row is a use.
create table channel_ticket (
    channel text not null,
    key text not null,
    until bigint not null,
    primary key (channel, key)
);
create index channel_ticket_until on channel_ticket (until);
