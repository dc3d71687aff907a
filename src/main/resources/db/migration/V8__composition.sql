-- Pictures made of many: what they were made of, so that a change is noticed.

-- One row per asset of type sprite or multi. The digest is of the members and their versions, in order,
-- when the asset's current version was made.
create table composition (
  environment_id bigint not null,
  asset_id       uuid   not null,
  tag            text   collate "C", -- null: made of URLs
  digest         text   not null,
  primary key (environment_id, asset_id),
  foreign key (environment_id, asset_id) references asset (environment_id, asset_id) on delete cascade
);

-- When ended work began.
alter table job_ended add column created_at timestamptz not null default now();
