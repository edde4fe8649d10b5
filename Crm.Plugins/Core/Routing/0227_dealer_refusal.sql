-- Dealers that a customer does not want any more, and why. Routing never offers them this customer again.
create table dealer_refusal (
    customer_id text not null,
    dealer_id text not null,
    lead_id text not null,
    reason text not null,
    note text,
    at bigint not null,
    primary key (customer_id, dealer_id)
);
