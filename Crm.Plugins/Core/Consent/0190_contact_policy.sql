-- Every decision of the gate about a message that is no answer to the customer's own request: allowed or not, and why.
-- subject_key names the message, so that each is decided once. customer_id is 'group:…' for a message to a whole group.
-- counted_at: when it counts against the caps; null where it does not (refused, or known not to have reached anybody).
-- quota_key: whose quota on the platform it uses; null where it uses none.
create table contact_verdict (
    id text primary key,
    customer_id text not null,
    purpose text not null,
    channel text not null,
    subject_key text not null unique,
    allowed bigint not null,
    reasons text not null,
    rule_version text not null,
    at bigint not null,
    counted_at bigint,
    quota_key text
);
create index contact_verdict_customer on contact_verdict (customer_id, id);
create index contact_verdict_counted on contact_verdict (customer_id, counted_at) where counted_at is not null;
