-- What an environment defines for its uploads and deliveries, its metadata fields, and its account.

-- Named transformations; and unnamed ones of which something is to be remembered. Names of the
-- latter are the transformations themselves, too long for an index: hence the digest.
create table transformation (
  environment_id     bigint      not null references environment,
  named              boolean     not null,
  name               text        collate "C" not null,
  definition         text        not null,
  allowed_for_strict boolean     not null default false,
  created_at         timestamptz not null default now()
);
create unique index transformation_once on transformation (environment_id, named, md5(name));
create index transformation_by_name on transformation (environment_id, name) where named;

-- Which transformations are in use, and by what.
create index derived_by_transformation on derived (environment_id, md5(transformation), asset_id, digest);

create table upload_preset (
  environment_id bigint      not null references environment,
  name           text        collate "C" not null,
  external_id    uuid        not null default gen_random_uuid(),
  unsigned       boolean     not null,
  settings       jsonb       not null, -- upload parameters as they are sent: text to text
  created_at     timestamptz not null default now(),
  primary key (environment_id, name)
);

create table upload_mapping (
  environment_id bigint      not null references environment,
  folder         text        collate "C" not null, -- without slashes at its ends
  template       text        not null,
  external_id    uuid        not null default gen_random_uuid(),
  created_at     timestamptz not null default now(),
  primary key (environment_id, folder)
);

-- Own profiles, and predefined ones that were changed.
create table streaming_profile (
  environment_id  bigint      not null references environment,
  name            text        collate "C" not null,
  display_name    text,
  representations jsonb       not null, -- transformations, best first
  created_at      timestamptz not null default now(),
  primary key (environment_id, name)
);

-- Structured metadata: what fields and rules say is one document each, read as a whole.
create table metadata_field (
  environment_id bigint      not null references environment,
  external_id    text        collate "C" not null,
  position       bigint      not null,
  definition     jsonb       not null,
  created_at     timestamptz not null default now(),
  primary key (environment_id, external_id)
);
create table metadata_rule (
  environment_id bigint      not null references environment,
  external_id    text        collate "C" not null,
  position       bigint      not null,
  definition     jsonb       not null,
  created_at     timestamptz not null default now(),
  primary key (environment_id, external_id)
);

-- The account that owns the environments: one per server.
create table account (
  single     boolean     primary key default true check (single),
  account_id text        not null,
  api_key    text        not null,
  api_secret text        not null,
  created_at timestamptz not null default now()
);
alter table environment
  add column name              text,
  add column custom_attributes jsonb not null default '{}';
update environment set name = cloud;
alter table environment alter column name set not null;
alter table access_key add column updated_at timestamptz not null default now();
update access_key set updated_at = created_at;
