-- Why a person was wanted and what they should know (spec/bot.md 6); due_at: by when the customer was told to be answered, 0 = not waiting.
-- tried: members of the platform who could not take it. offer: the call that was offered instead, open until answered.
alter table service_session add column asked_reason text not null default '';
alter table service_session add column skill text not null default '';
alter table service_session add column language text not null default '';
alter table service_session add column priority text not null default '';
alter table service_session add column lead_id text not null default '';
alter table service_session add column complaint_id text not null default '';
alter table service_session add column due_at bigint not null default 0;
alter table service_session add column tried text not null default '';
alter table service_session add column offer text not null default '';
alter table service_session add column offered_at bigint not null default 0;
create index service_session_owner on service_session (owner_kind, owner_id, state) where state = 'agent';

-- Who of the maker's people takes conversations now. No row = on duty.
create table desk_duty (
    user_id text primary key,
    on_duty bigint not null,
    at bigint not null
);

-- How far each of them has read.
create table conversation_seen (
    conversation_id text not null,
    user_id text not null,
    message_id text not null,
    primary key (conversation_id, user_id)
);
