-- What the channel does not know of a member. No row = no manager, on duty, no phone.
create table staff_duty (
    member_id text primary key,
    on_duty bigint not null,
    is_manager bigint not null,
    phone text,
    locale text,
    version bigint not null default 1
);
