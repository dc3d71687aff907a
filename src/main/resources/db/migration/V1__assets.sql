-- Environments, assets, their derived versions, and the jobs that work on them.
-- Every table of a cloud leads with environment_id: no query can see another cloud's rows by mistake.

create table environment (
  id                     bigint generated always as identity primary key,
  cloud                  text        not null unique,
  product_environment_id text        not null unique,
  folder_mode            text        not null check (folder_mode in ('dynamic', 'fixed')),
  created_at             timestamptz not null default now()
);

create table access_key (
  api_key                text        primary key,
  environment_id         bigint      not null references environment,
  secret                 text        not null,
  name                   text        not null,
  enabled                boolean     not null default true,
  dedicated_for_webhooks boolean     not null default false,
  created_at             timestamptz not null default now()
);
create index access_key_environment on access_key (environment_id);

create table asset (
  environment_id     bigint      not null references environment,
  asset_id           uuid        not null,
  resource_type      text        not null check (resource_type in ('image', 'video', 'raw')),
  type               text        not null,
  public_id          text        not null,
  version            bigint      not null,
  version_id         uuid        not null,
  blob               bytea       not null,
  bytes              bigint      not null,
  etag               text        not null,
  format             text        not null default '',
  width              int         not null default 0,
  height             int         not null default 0,
  pages              int         not null default 0,
  alpha              boolean     not null default false,
  tags               text[]      not null default '{}',
  context            jsonb       not null default '{}',
  access_mode        text        not null default 'public',
  asset_folder       text        not null default '',
  display_name       text        not null,
  original_filename  text        not null default '',
  original_extension text        not null default '',
  uploaded_by        text        not null,
  created_at         timestamptz not null,
  primary key (environment_id, asset_id),
  unique (environment_id, resource_type, type, public_id)
);
create index asset_blob on asset (blob);

-- A derived version belongs to one version of its asset: an overwrite can never serve a stale picture.
create table derived (
  environment_id bigint      not null,
  asset_id       uuid        not null,
  version        bigint      not null,
  digest         uuid        not null, -- md5 of transformation, line feed, extension
  transformation text        not null,
  extension      text        not null,
  blob           bytea       not null,
  bytes          bigint      not null,
  etag           text        not null,
  format         text        not null,
  width          int         not null,
  height         int         not null,
  created_at     timestamptz not null default now(),
  primary key (environment_id, asset_id, version, digest),
  foreign key (environment_id, asset_id) references asset (environment_id, asset_id)
);
create index derived_blob on derived (blob);

-- Blobs that perhaps no row refers to: noted before the bytes are kept, forgotten in the transaction
-- that refers to them, noted again when the last reference may have gone. The collector looks only here.
create table loose_blob (
  blob  bytea       primary key,
  bytes bigint      not null,
  since timestamptz not null default now()
);
create index loose_blob_since on loose_blob (since);

-- Work that outlives its request. A node owns a job until leased_until; then any node may take it.
create table job (
  id             bigint generated always as identity primary key,
  environment_id bigint      not null,
  kind           text        not null,
  batch_id       text        not null,
  request        text        not null,
  blob           bytea, -- content the job will turn into an asset: a reference like any other
  attempts       int         not null default 1,
  owner          text        not null,
  leased_until   timestamptz not null,
  created_at     timestamptz not null default now()
);
create index job_due on job (leased_until);
create index job_blob on job (blob) where blob is not null;
