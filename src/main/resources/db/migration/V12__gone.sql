-- Metadata fields that were deleted while assets had values of them. Such values are hidden from the
-- moment of the deletion until the name is used again, and taken away in the background.
create table metadata_gone (
  environment_id bigint      not null references environment,
  external_id    text        collate "C" not null,
  deleted_at     timestamptz not null default now(),
  swept          boolean     not null default false,
  primary key (environment_id, external_id)
);
create index metadata_gone_by_age on metadata_gone (deleted_at);

-- Finds by asset_by_words the assets that have a value of a field.
create function metadata_presence(environment_id bigint, external_id text) returns tsquery
  language sql immutable strict parallel safe
  return ('''' || replace(replace(
      environment_id || ':m.' || left(external_id, 255) || ':', '\', '\\'), '''', '''''') || '''')::tsquery;

-- Product environments that are closed for a while, or for good: the latter only when no asset is in
-- them, and then their cloud's name is free again.
alter table environment
  add column enabled    boolean not null default true,
  add column deleted_at timestamptz;
