-- Assets with everything the contract knows of them; their older versions, tags, folders and relations.

alter table asset
  alter column blob drop not null, -- null: a placeholder, whose last version is in asset_version
  add column uploaded_at               timestamptz not null default now(),
  add column media                     jsonb, -- what a video or audio file says of itself
  add column duration                  double precision,
  add column metadata                  jsonb   not null default '{}',
  add column coordinates               jsonb   not null default '{}',
  add column access_control            jsonb   not null default '[]',
  add column moderation                jsonb   not null default '[]',
  add column analysis                  jsonb   not null default '{}', -- measured of this version
  add column phash                     bigint,
  add column headers                   jsonb   not null default '{}',
  add column backup                    boolean not null default false,
  add column updated_at                timestamptz not null default now(),
  add column tags_updated_at           timestamptz,
  add column context_updated_at        timestamptz,
  add column metadata_updated_at       timestamptz,
  add column access_control_updated_at timestamptz;
update asset set uploaded_at = created_at, updated_at = created_at;

-- Public ids and folders sort and match by their bytes: prefixes are ranges of an index.
alter table asset
  alter column public_id type text collate "C",
  alter column asset_folder type text collate "C";

-- Listings, newest first; the id makes the order total, so that a cursor stands on one row.
create index asset_by_created on asset (environment_id, created_at, asset_id);
create index asset_by_type on asset (environment_id, resource_type, created_at, asset_id);
create index asset_by_delivery on asset (environment_id, resource_type, type, created_at, asset_id);
create index asset_by_folder on asset (environment_id, asset_folder, created_at, asset_id);

-- Versions that were kept by backup: the bytes of overwritten and deleted assets.
create table asset_version (
  environment_id bigint      not null,
  asset_id       uuid        not null,
  version_id     uuid        not null,
  version        bigint      not null,
  blob           bytea       not null,
  bytes          bigint      not null,
  etag           text        not null,
  format         text        not null,
  width          int         not null,
  height         int         not null,
  pages          int         not null,
  alpha          boolean     not null,
  media          jsonb,
  uploaded_at    timestamptz not null,
  primary key (environment_id, asset_id, version_id),
  foreign key (environment_id, asset_id) references asset (environment_id, asset_id) on delete cascade
);
create index asset_version_blob on asset_version (blob);

-- One row per tag of an asset, kept in step by a trigger: listing a tag with a million assets, or the
-- tags themselves, stays an index range.
create table asset_tag (
  environment_id bigint      not null,
  resource_type  text        not null,
  tag            text        collate "C" not null,
  created_at     timestamptz not null,
  asset_id       uuid        not null,
  primary key (environment_id, resource_type, tag, created_at, asset_id),
  foreign key (environment_id, asset_id) references asset (environment_id, asset_id) on delete cascade
);
create index asset_tag_by_asset on asset_tag (environment_id, asset_id);

create function keep_asset_tags() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from asset_tag where environment_id = old.environment_id and asset_id = old.asset_id;
  end if;
  insert into asset_tag (environment_id, resource_type, tag, created_at, asset_id)
    select distinct new.environment_id, new.resource_type, tag, new.created_at, new.asset_id
      from unnest(new.tags) as tag;
  return null;
end $$;
create trigger asset_tags_of_new after insert on asset
  for each row when (new.tags <> '{}') execute function keep_asset_tags();
create trigger asset_tags_of_changed after update on asset
  for each row when (new.tags is distinct from old.tags or new.created_at <> old.created_at)
  execute function keep_asset_tags();
insert into asset_tag (environment_id, resource_type, tag, created_at, asset_id)
  select distinct environment_id, resource_type, tag, created_at, asset_id from asset, unnest(tags) as tag;

-- Folders exist on their own: created by a call, or by the first asset that is put there.
create table folder (
  environment_id bigint      not null references environment,
  path           text        collate "C" not null, -- without slashes at its ends
  parent         text        collate "C" not null, -- empty at the root
  name           text        collate "C" not null,
  external_id    uuid        not null default gen_random_uuid(),
  created_at     timestamptz not null default now(),
  primary key (environment_id, path)
);
create index folder_by_parent on folder (environment_id, parent, name);
insert into folder (environment_id, path, parent, name)
  select distinct environment_id, array_to_string(parts[1:depth], '/'),
         array_to_string(parts[1:depth - 1], '/'), parts[depth]
    from (select environment_id, string_to_array(asset_folder, '/') as parts
            from asset where asset_folder <> '') as used,
         generate_series(1, cardinality(parts)) as depth
  on conflict do nothing;

-- Assets that were related to each other, one row per direction.
create table asset_relation (
  environment_id bigint      not null,
  asset_id       uuid        not null,
  related_id     uuid        not null,
  created_at     timestamptz not null default now(),
  primary key (environment_id, asset_id, related_id),
  foreign key (environment_id, asset_id) references asset (environment_id, asset_id) on delete cascade,
  foreign key (environment_id, related_id) references asset (environment_id, asset_id) on delete cascade
);
create index asset_relation_back on asset_relation (environment_id, related_id);

-- Jobs are seen from outside: by their batch, with how far they are; ended ones for a day.
alter table job add column percent int not null default 0;
create index job_by_batch on job (environment_id, batch_id);
create table job_ended (
  environment_id bigint      not null,
  batch_id       text        not null,
  kind           text        not null,
  outcome        text        not null check (outcome in ('complete', 'failed')),
  result         jsonb,
  ended_at       timestamptz not null default now()
);
create index job_ended_by_batch on job_ended (environment_id, batch_id);
create index job_ended_at on job_ended (ended_at);
