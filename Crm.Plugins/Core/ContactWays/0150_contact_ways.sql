-- Codes to scan. state is what comes back with every scan; status: pending, live, failed, expired, removed.
-- wanted is the last request made of the platform (empty = to be made again), asked when it was made, 0 once answered.
create table contact_way (
    id text primary key,
    name text not null,
    dealer_id text,
    campaign text not null,
    adviser_group text not null,
    channel text not null,
    account text not null,
    state text not null unique,
    creates_lead bigint not null,
    skip_verify bigint not null,
    time_zone text not null,
    plan text not null,
    welcome text not null,
    expires_at bigint,
    status text not null,
    fault text,
    platform_id text,
    url text,
    picture_id text,
    wanted text not null,
    asked bigint not null,
    revision bigint not null,
    look_since bigint,
    created_at bigint not null,
    version bigint not null default 1
);
create index contact_way_dealer on contact_way (dealer_id, id) where dealer_id is not null;
create index contact_way_account on contact_way (channel, account) where status <> 'removed';

-- What is said to whoever scans, ready to send. way_id is empty for the text of codes without one of their own.
create table contact_way_welcome (
    way_id text not null,
    locale text not null,
    period text not null,
    text text not null,
    attachments text not null,
    primary key (way_id, locale, period)
);

-- One row per person who added one of our people: scans = new + repeat. welcome: queued, sent, unconfirmed, late,
-- dead-code, already-welcomed, failed, no-code. way_id is null where the state is none of ours.
create table contact_way_scan (
    id text primary key,
    inbox_id text not null unique,
    way_id text,
    state text not null,
    dealer_id text,
    campaign text,
    customer_id text not null,
    member text not null,
    member_address text,
    at bigint not null,
    day text not null,
    is_new bigint not null,
    half bigint not null,
    accepted_at bigint,
    lost_at bigint,
    welcome text not null,
    welcome_id text,
    welcomed_at bigint
);
create index contact_way_scan_way on contact_way_scan (way_id, at) where way_id is not null;
create index contact_way_scan_day on contact_way_scan (way_id, day, member) where way_id is not null;
create index contact_way_scan_customer on contact_way_scan (customer_id, id);
create index contact_way_scan_welcome on contact_way_scan (welcome_id) where welcome_id is not null;

-- Members who can take no customers: left, or without the right to have any.
create table contact_way_absence (
    channel text not null,
    account text not null,
    member text not null,
    since bigint not null,
    primary key (channel, account, member)
);
