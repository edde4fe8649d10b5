-- Where the bot is in its talk with somebody: one row per conversation, changed only by compare-and-set on version.
create table bot_state (
    key text primary key,
    version bigint not null,
    form_version bigint not null,
    json text not null,
    updated_at bigint not null,
    expires_at bigint not null
);
