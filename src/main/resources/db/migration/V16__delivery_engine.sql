-- The lease an ended delivery had last: should somebody have it sent again, nobody who held an
-- older one can write to it.
alter table delivery_log add column fence integer not null default 0;

-- What waits for its URL to be resumed.
create index delivery_parked on delivery (environment_id, url) where due = 'infinity';

-- Dead deliveries that are to be sent again, batch by batch.
create table recovery (
  id             bigint      generated always as identity primary key,
  environment_id bigint      not null references environment,
  url            text, -- null: all
  since          timestamptz not null,
  before         timestamptz not null default now(), -- what dies again later is not meant
  position       bigint      not null default 0, -- deliveries up to this id are done
  recovered      bigint      not null default 0,
  created_at     timestamptz not null default now(),
  ended_at       timestamptz
);
create index recovery_unfinished on recovery (id) where ended_at is null;
