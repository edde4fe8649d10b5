-- Conversations that another bot answers: its account, and when we last said to the customer that it does not.
create table other_bot (
    conversation_id text primary key,
    conversation_key text not null,
    account text not null,
    failed_at bigint not null default 0
);
