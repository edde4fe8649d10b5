-- One row per version of a calendar: an open promise keeps the version it was made with.
create table calendar (
    id text not null,
    version bigint not null,
    name text not null,
    definition text not null,
    created_at bigint not null,
    primary key (id, version)
);

create table dealer (
    id text primary key,
    code text not null unique,
    name text not null,
    brands text not null,
    regions text not null,
    time_zone text not null,
    calendar_id text not null,
    daily_cap bigint,
    weight bigint not null,
    capabilities text not null,
    latitude double precision,
    longitude double precision,
    active bigint not null,
    created_at bigint not null,
    version bigint not null default 1
);
