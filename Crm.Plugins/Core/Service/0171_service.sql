-- Who has a conversation. No row = the bot. owner_kind: user (an agent of ours, in the CRM), member (in the platform's client).
-- platform: the platform's own state as far as we know ('' = free for us). number counts hand-overs of one conversation;
-- unanswered_at: since when the customer waits for the owner, 0 = not.
create table service_session (
    conversation_id text primary key,
    customer_id text not null,
    channel text not null,
    state text not null,
    owner_kind text not null,
    owner_id text not null,
    owner_name text not null,
    platform text not null,
    platform_at bigint not null,
    number bigint not null,
    reason text not null,
    refused text not null,
    since bigint not null,
    unanswered_at bigint not null,
    version bigint not null
);
create index service_session_open on service_session (state, since) where state in ('waiting', 'agent');

-- One per hand-over: asked when it ended, answered at most once. score 1 to 5.
create table survey (
    conversation_id text not null,
    number bigint not null,
    customer_id text not null,
    owner_kind text not null,
    owner_id text not null,
    owner_name text not null,
    asked_at bigint not null,
    score bigint,
    answered_at bigint,
    primary key (conversation_id, number)
);
create index survey_asked on survey (asked_at);

-- Whether members take sessions, as the platform last told.
create table service_staff (
    channel text not null,
    account text not null,
    service_account text not null,
    member_id text not null,
    available bigint not null,
    at bigint not null,
    primary key (channel, account, service_account, member_id)
);

-- Links we made. The scene is unique, so that it leads from the first message to the purchase.
create table service_link (
    id text primary key,
    channel text not null,
    account text not null,
    service_account text not null,
    name text not null,
    dealer_id text,
    campaign text,
    scene text not null unique,
    scene_param text not null,
    url text not null,
    created_by text not null,
    created_at bigint not null
);
