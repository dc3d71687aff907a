-- What changes of assets need beside the rows themselves.

-- A derived version is deleted by its id, which the Admin API shows: md5 of its primary key.
create unique index derived_by_id on derived
  (environment_id, md5(asset_id::text || '/' || version::text || '/' || digest::text));

-- Whether a display name is taken is asked inside one folder.
create index asset_by_display_name on asset
  (environment_id, asset_folder, md5(display_name));
