-- A card for one of our people. key makes the same card go out once; number is what the member types to mean it.
-- kind: offer, callback, complaint. state: listed (numbered, never sent), sending, sent, unreachable, acted, closed.
-- update_code changes the card once, until update_until; label is what its buttons say by now.
create table staff_card (
    id text primary key,
    key text not null unique,
    kind text not null,
    subject_id text not null,
    round text not null,
    channel text not null,
    account text not null,
    member text not null,
    member_name text not null,
    dealer_id text,
    number bigint not null,
    locale text not null,
    state text not null,
    reason text,
    update_code text,
    update_until bigint,
    label text,
    pressed_at bigint,
    pressed text,
    actor text,
    sent_at bigint,
    created_at bigint not null
);
create index staff_card_subject on staff_card (kind, subject_id);
create index staff_card_member on staff_card (channel, account, member, id);
