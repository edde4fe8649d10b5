-- Sessions that were signed out while their cookie was still good; a row is of use until the cookie would have expired.
create table ended_session (
    id text primary key,
    ended_at bigint not null
);
