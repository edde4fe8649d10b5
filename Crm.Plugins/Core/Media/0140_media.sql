-- Files of conversations and of what we send. data is base64: both databases keep text alike.
create table media (
    id text primary key,
    content_type text not null,
    file_name text,
    size bigint not null,
    sha256 text not null,
    data text not null,
    created_at bigint not null
);
