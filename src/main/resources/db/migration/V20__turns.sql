-- Notification URLs that want what is told of one asset in the order of its events.
alter table webhook_endpoint
  add column ordered boolean not null
    generated always as (coalesce((options::jsonb ->> 'ordered')::boolean, false)) stored;

-- Whether it waits at the end of time until nothing older is open that names a same asset.
alter table delivery add column in_turn boolean;

-- What such a delivery waits in, one row for each asset it names. Rows of deliveries that ended say nothing.
create table delivery_turn (
  turn           bigint not null, -- a hash of environment, URL and asset; that two share one makes them wait, no more
  delivery_id    bigint not null,
  environment_id bigint not null,
  primary key (turn, delivery_id)
);
create index delivery_turn_by_delivery on delivery_turn (delivery_id);

-- The same as delivery_parked.
drop index delivery_held;

-- Of one type only; null: all.
alter table recovery add column event_type text;
