-- The account of another bot that answers this conversation, and when we last said that it does not.
alter table conversation add column answered_by text;
alter table conversation add column bot_failed_at bigint not null default 0;
