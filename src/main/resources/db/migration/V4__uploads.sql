-- What uploads need beside the assets: tokens that delete, and look-alikes that are found.

-- One token per upload that asked for one. Only its hash is kept: whoever reads this table cannot delete.
create table delete_token (
  hash           bytea       primary key, -- sha256 of the token
  environment_id bigint      not null,
  asset_id       uuid        not null,
  expires_at     timestamptz not null,
  foreign key (environment_id, asset_id) references asset (environment_id, asset_id) on delete cascade
);
create index delete_token_by_asset on delete_token (environment_id, asset_id);
create index delete_token_expired on delete_token (expires_at);

-- Pictures that look alike are looked for among those that were measured.
create index asset_with_phash on asset (environment_id, phash) where phash is not null;
