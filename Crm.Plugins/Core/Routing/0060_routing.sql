-- state: open, accepted, declined, expired, withdrawn. open_lead is the lead's id while open, so that one lead
-- has one open offer whatever two nodes do at once.
create table offer (
    id text primary key,
    lead_id text not null,
    dealer_id text not null,
    decision_id text not null,
    state text not null,
    open_lead text unique,
    offered_at bigint not null,
    accept_by bigint not null,
    contact_by bigint not null,
    answered_at bigint,
    answered_by text,
    decline_reason text,
    version bigint not null default 1
);
create index offer_lead on offer (lead_id);
create index offer_dealer on offer (dealer_id, id);

create table routing_decision (
    id text primary key,
    lead_id text not null,
    at bigint not null,
    rule text not null,
    dealer_id text,
    decision text not null
);
create index routing_decision_lead on routing_decision (lead_id);

-- What the router must remember between leads: load of the day, last assignment, place in the round robin.
create table dealer_load (
    dealer_id text primary key,
    day bigint not null,
    assigned_today bigint not null,
    assigned_total bigint not null,
    open_count bigint not null,
    offers bigint not null,
    accepts bigint not null,
    last_assigned_at bigint not null
);

create table routing_cursor (
    rule text primary key,
    position text not null,
    version bigint not null
);
