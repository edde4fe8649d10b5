-- Whose file it is, so that who may see the person may see it; null for what nobody has sent yet.
alter table media add column customer_id text;
alter table media add column uploaded_by text;

-- Files of customers that lie on a platform for a few days only. state: 0 waiting, 1 being fetched, 2 kept, 3 given up.
create table media_fetch (
    message_id text primary key,
    channel text not null,
    media_ref text not null,
    kind text not null,
    customer_id text not null,
    conversation_id text not null,
    state bigint not null,
    attempts bigint not null default 0,
    next_at bigint not null,
    claimed_until bigint,
    lost_at bigint not null,
    warned bigint not null default 0,
    reason text
);
create index media_fetch_waiting on media_fetch (next_at) where state in (0, 1);
create index media_fetch_lost on media_fetch (lost_at) where state in (0, 1);
