-- What is sent to URLs that are paused waits at the end of time.
create index delivery_held on delivery (environment_id, url) where due = 'infinity';

-- The Ed25519 keys of an environment: the youngest signs, replaced ones stay published for a while.
create table signing_pair (
  environment_id bigint      not null,
  id             text        not null, -- RFC 7638 thumbprint of the public key
  private_key    text        not null, -- PKCS #8, Base64
  public_key     text        not null, -- 32 bytes, Base64 for URLs, as a JWK has it
  created_at     timestamptz not null default now(),
  retired_at     timestamptz,
  primary key (environment_id, id)
);
create unique index signing_pair_current on signing_pair (environment_id) where retired_at is null;

-- Notifications that are fetched: each waits until somebody acknowledges it.
create table poll_message (
  id             bigint      generated always as identity primary key,
  environment_id bigint      not null,
  event_id       bigint      not null,
  channel        text, -- null: found by its batch
  batch_id       text,
  body           text        not null,
  signature_key  text        not null,
  created_at     timestamptz not null default now(),
  visible_at     timestamptz not null default now(), -- claimed ones are hidden for a while
  fence          integer     not null default 0 -- how often it was claimed: part of its receipt
);
create index poll_message_by_channel on poll_message (environment_id, channel, id) where channel is not null;
create index poll_message_by_batch on poll_message (environment_id, batch_id, id) where channel is null;
create index poll_message_by_age on poll_message (created_at);
