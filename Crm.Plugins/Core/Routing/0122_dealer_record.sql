-- What the router's performance factor is made of (R-04). contacted_in_time: null = not due yet, else 0 or 1.
alter table offer add column contacted_in_time bigint;
alter table dealer_load add column declines bigint not null default 0;
alter table dealer_load add column expiries bigint not null default 0;
