-- Small values of plugins, shared by all nodes (tokens, counters, references).
create table plugin_state (
    plugin text not null,
    key text not null,
    value text not null,
    version bigint not null,
    expires_at bigint,
    primary key (plugin, key)
);

-- Who may do what alone, until when. A lease that ran out is free.
create table lease (
    name text primary key,
    owner text not null,
    until bigint not null
);

create table setting (
    key text primary key,
    value text not null
);
