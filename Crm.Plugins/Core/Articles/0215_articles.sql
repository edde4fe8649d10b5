-- What the bot may answer. state: draft, approved, retired. Empty brand, series or model = holds for all of them.
-- phrasings: {"zh-CN": ["…"], "en": ["…"]}; answers: {"zh-CN": "…", "en": "…"}. revision counts every change of any
-- article upwards, so that a node sees by one number whether what it holds in memory is still what is stored.
create table article (
    id text primary key,
    brand text not null default '',
    series text not null default '',
    model text not null default '',
    phrasings text not null,
    answers text not null,
    source text not null,
    valid_from bigint,
    valid_until bigint,
    replaces text,
    state text not null,
    author text not null,
    author_name text not null,
    created_at bigint not null,
    changed_by text not null,
    changed_at bigint not null,
    approved_by text,
    approved_by_name text,
    approved_at bigint,
    retired_at bigint,
    retired_reason text,
    answered bigint not null default 0,
    answered_at bigint,
    revision bigint not null,
    version bigint not null default 1
);
create unique index article_revision on article (revision);
create index article_state on article (state, id);

-- A question that waits for the customer to name a model.
create table article_wait (
    conversation_id text primary key,
    text text not null,
    at bigint not null
);
