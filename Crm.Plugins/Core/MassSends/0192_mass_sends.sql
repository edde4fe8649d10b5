-- Asking our members to send one message to many customers or groups. state: gathering, waiting, sending, done, cancelled.
create table mass_send (
    id text primary key,
    client_key text unique,
    name text not null,
    channel text not null,
    account text not null,
    quota_key text not null,
    dealer_id text,
    to_groups bigint not null,
    sender text,
    text text not null,
    attachments text not null,
    audience text not null,
    start_at bigint not null,
    state text not null,
    cursor text not null default '',
    created_by text not null,
    created_at bigint not null,
    version bigint not null default 1
);

-- The ledger, written before anything is sent (lesson 22): each customer or group once per mass send.
-- state: refused, allowed, queued, planned, confirmed, delivered, not-a-friend, quota-used, left-out, failed, cancelled, expired.
create table mass_send_target (
    mass_send_id text not null,
    target_id text not null,
    contact text not null,
    member text not null,
    state text not null,
    reason text,
    task_id text,
    confirmed_at bigint,
    delivered_at bigint,
    primary key (mass_send_id, target_id)
);
create index mass_send_target_contact on mass_send_target (mass_send_id, contact);
create index mass_send_target_task on mass_send_target (task_id, state) where task_id is not null;
create index mass_send_target_state on mass_send_target (mass_send_id, state, target_id);

-- One task on the platform. state: queued, unsure, created, over, failed. unsure = its creation had no answer.
create table mass_send_task (
    id text primary key,
    mass_send_id text not null,
    sender text,
    state text not null,
    operation_id text,
    platform_id text unique,
    tries bigint not null,
    looks bigint not null default 0,
    polls bigint not null default 0,
    queued_at bigint not null,
    made_at bigint,
    fault text
);
create index mass_send_task_send on mass_send_task (mass_send_id, id);
create index mass_send_task_operation on mass_send_task (operation_id) where operation_id is not null;

-- What each member did about a task.
create table mass_send_member (
    task_id text not null,
    member text not null,
    confirmed_at bigint,
    primary key (task_id, member)
);

create table mass_send_reminder (
    id text primary key,
    task_id text not null,
    at bigint not null
);
create index mass_send_reminder_task on mass_send_reminder (task_id, at);
