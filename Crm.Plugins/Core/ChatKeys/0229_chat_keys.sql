-- A chat window on a dealer's or the maker's own site. The key is public: it stands in the site's page, and opens a chat and nothing else.
create table chat_key (
    id text primary key,
    key text not null unique,
    name text not null,
    dealer_id text,
    origins text not null,
    theme text not null,
    locales text not null,
    scene text,
    active bigint not null,
    created_at bigint not null,
    rotated_at bigint,
    version bigint not null default 1
);

-- Who opened a window, and what the visitor answered to the words on personal data. The customer is known a moment later.
create table chat_visit (
    user_id text primary key,
    key_id text not null,
    locale text not null,
    created_at bigint not null,
    text_version text,
    text_hash text,
    given bigint,
    answered_at bigint,
    identity_kind text,
    identity_value text,
    customer_id text
);
create index chat_visit_created on chat_visit (created_at);
