-- The lease an ended delivery had last: should somebody have it sent again, nobody who held an
-- older one can write to it.
alter table delivery_log add column fence integer not null default 0;

-- What waits for its URL to be resumed.
create index delivery_parked on delivery (environment_id, url) where due = 'infinity';
