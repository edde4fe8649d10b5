-- Our people as a channel knows them. Who a member is in the CRM (user_id) and whom they serve (dealer_id) is ours to say.
create table member (
    id text primary key,
    channel text not null,
    account text not null,
    member_id text not null,
    name text,
    user_id text,
    dealer_id text,
    state text not null,
    first_seen bigint not null,
    left_at bigint,
    version bigint not null default 1,
    unique (channel, account, member_id)
);
create index member_user on member (user_id) where user_id is not null;
create index member_dealer on member (dealer_id) where dealer_id is not null;
