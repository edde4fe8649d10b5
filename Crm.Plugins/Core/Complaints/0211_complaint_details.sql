alter table complaint add column vin text;
alter table complaint add column order_number text;

-- Pictures the customer sent with the complaint; the message leads to the file.
create table complaint_photo (
    complaint_id text not null,
    message_id text not null,
    at bigint not null,
    primary key (complaint_id, message_id)
);
