-- The first three facts are columns, because capture writes them with the lead; all later ones are rows. The stage is
-- derived from the facts and kept here for filters only.
create table lead (
    id text primary key,
    customer_id text not null,
    inquiry_id text not null,
    wish text not null,
    brand text,
    series text,
    model text,
    region text,
    channel text not null,
    campaign text,
    scene text,
    temperature text not null,
    stage text not null,
    dealer_id text,
    owner_kind text not null,
    captured_at bigint not null,
    qualified_at bigint,
    offered_at bigint,
    accepted_at bigint,
    contacted_at bigint,
    last_activity_at bigint not null,
    missed_clock bigint not null default 0,
    linked_lead_id text,
    version bigint not null default 1
);
create index lead_customer on lead (customer_id);
create index lead_dealer on lead (dealer_id, id) where dealer_id is not null;

create table lead_fact (
    id text primary key,
    lead_id text not null,
    kind text not null,
    at bigint not null,
    reason text,
    actor text not null,
    recorded_at bigint not null
);
create index lead_fact_lead on lead_fact (lead_id);
