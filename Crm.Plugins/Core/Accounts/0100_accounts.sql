create table user_account (
    id text primary key,
    user_name text not null unique,
    display_name text not null,
    role text not null,
    dealer_id text,
    locale text not null,
    password_hash text not null,
    stamp text not null,
    active bigint not null,
    created_at bigint not null,
    version bigint not null default 1
);

-- Only the hash of a token is kept; last4 lets a person recognise it.
create table api_token (
    id text primary key,
    name text not null,
    hash text not null unique,
    last4 text not null,
    scopes text not null,
    role text not null,
    dealer_id text,
    per_minute bigint,
    burst bigint,
    created_at bigint not null,
    expires_at bigint,
    revoked_at bigint,
    last_used_at bigint
);

create table audit (
    id text primary key,
    at bigint not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null
);

-- Keys that sign cookies, shared by the nodes.
create table protection_key (
    id text primary key,
    xml text not null
);
