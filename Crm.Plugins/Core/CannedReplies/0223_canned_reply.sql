-- Sentences agents use again and again. owner_id '' = the team's; texts: one per locale, as JSON.
create table canned_reply (
    id text primary key,
    owner_id text not null,
    shortcut text not null,
    title text not null,
    texts text not null,
    updated_by text not null,
    updated_at bigint not null,
    version bigint not null default 1,
    unique (owner_id, shortcut)
);
