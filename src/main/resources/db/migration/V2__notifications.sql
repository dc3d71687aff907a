-- Events, their deliveries and the triggers that say where they go.
-- An event and its deliveries are committed with the change they tell of; from then on nothing may lose them.
-- Times are the database's: nodes compare leases and due times with one clock, not with each other's.

-- What happened. The body is stored once, whatever the number of receivers. Append only.
create table event (
  id bigint generated always as identity primary key,
  environment_id bigint not null,
  event_type text not null,
  subject text not null,
  body text not null,
  signature_key text not null,
  created_at timestamptz not null default now()
);
create index event_by_environment on event (environment_id, id);

-- Deliveries still to be made; a row leaves when it ends, so the table stays small and is vacuumed often.
-- No foreign key to event: it would cost a row lock per delivery, and both rows come from one statement.
create table delivery (
  id bigint generated always as identity primary key,
  event_id bigint not null,
  environment_id bigint not null,
  url text not null,
  -- scheme://host:port: the receiver that is kept from holding up the others
  lane text collate "C" not null,
  trigger_id text,
  -- attempts that failed
  attempts integer not null default 0,
  -- how often the row was leased: whoever writes to the row must name the lease it holds
  fence integer not null,
  -- the node that holds the lease; null: nobody
  owner text,
  -- from when on anybody may lease it; while it is leased, when the lease ends
  due timestamptz not null,
  -- one object per failed attempt: number, at, millis, status, error, response
  history jsonb not null default '[]'
) with (
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0.05,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_insert_scale_factor = 0.2,
  autovacuum_analyze_scale_factor = 0.2
);
-- Read lane by lane: a receiver with a million rows costs the others nothing.
create index delivery_due on delivery (lane, due);
create index delivery_by_environment on delivery (environment_id, id);

-- Deliveries that ended, under the id they had. Append only.
create table delivery_log (
  id bigint primary key,
  event_id bigint not null,
  environment_id bigint not null,
  url text not null,
  trigger_id text,
  state text not null check (state in ('delivered', 'dead')),
  attempts integer not null,
  history jsonb not null,
  ended_at timestamptz not null
);
create index delivery_log_by_environment on delivery_log (environment_id, id);
create index delivery_log_dead on delivery_log (environment_id, id) where state = 'dead';

-- Global notification URLs: one event type and one URL each.
create table notification_trigger (
  id text primary key,
  environment_id bigint not null,
  event_type text not null,
  uri text not null,
  uri_type text not null,
  additive boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint notification_trigger_once unique (environment_id, event_type, uri)
);
