-- The number that customers see when the dealer calls; null = not known, so it is not named before a call.
alter table dealer add column phone text;
