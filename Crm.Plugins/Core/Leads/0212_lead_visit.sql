-- When the customer would like to come for the drive; a wish, not an appointment.
alter table lead add column visit_at bigint;
