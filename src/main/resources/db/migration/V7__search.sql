-- Search: what an asset can be found by, and the counts that tell how much there is.

-- Words are told apart here and in asset.listing.Words alike: lower case by code point, cut at every
-- ASCII character that is no letter and no digit, at most 64 characters each.
create function folded(value text) returns text language sql immutable strict parallel safe
  return lower(value collate "pg_c_utf8");

create function asset_lexemes(prefix text, value text) returns text[]
  language sql immutable strict parallel safe
  return array(
    select prefix || left(word, 64)
      from unnest((regexp_split_to_array(
             lower(left(value, 4000) collate "pg_c_utf8"), '[\x01-\x2f\x3a-\x60\x7b-\x7f]+'))[1:400])
        as word
     where word <> '');

-- One lexeme per field and word, led by the environment: an index on them is one per environment, and
-- needs no second one to tell clouds apart. Fields have a short name, see asset.listing.Words.
create function asset_words(
    environment_id bigint, public_id text, asset_folder text, display_name text,
    original_filename text, tags text[], context jsonb, metadata jsonb, moderation jsonb,
    analysis jsonb)
  returns tsvector language plpgsql immutable parallel safe as $$
declare
  lead   text := environment_id || ':';
  words  text[];
  item   record;
begin
  words := asset_lexemes(lead || 'p:', public_id)
    || asset_lexemes(lead || 'n:', regexp_replace(public_id, '^.*/', ''))
    || asset_lexemes(lead || 'd:', display_name)
    || asset_lexemes(lead || 'o:', original_filename);
  if asset_folder <> '' then
    words := words || asset_lexemes(lead || 'f:', asset_folder);
  end if;
  if tags <> '{}' then
    words := words || asset_lexemes(lead || 't:', array_to_string(tags[1:500], ' '));
  end if;
  if context <> '{}' then
    for item in select key, value from jsonb_each_text(context) order by key limit 100 loop
      words := words || asset_lexemes(lead || 'c:', item.value)
        || asset_lexemes(lead || 'c.' || left(item.key, 255) || ':', item.value)
        || (lead || 'c.' || left(item.key, 255) || ':');
    end loop;
  end if;
  if metadata <> '{}' then
    for item in select key, value from jsonb_each_text(metadata) order by key limit 100 loop
      words := words || asset_lexemes(lead || 'm:', item.value)
        || asset_lexemes(lead || 'm.' || left(item.key, 255) || ':', item.value)
        || (lead || 'm.' || left(item.key, 255) || ':');
    end loop;
  end if;
  for item in select value ->> 'kind' as kind, value ->> 'status' as status
                from jsonb_array_elements(moderation) limit 20 loop
    words := words || (lead || 'mk:' || left(item.kind, 64))
      || (lead || 'ms:' || left(item.status, 64))
      || (lead || 'mm:' || left(item.kind, 64) || '/' || left(item.status, 64));
  end loop;
  if analysis ? 'predominant' then
    for item in select value ->> 0 as color
                  from jsonb_array_elements(
                    case jsonb_typeof(analysis #> '{predominant,google}')
                      when 'array' then analysis #> '{predominant,google}' else '[]' end)
                 limit 20 loop
      words := words || asset_lexemes(lead || 'k:', item.color);
    end loop;
  end if;
  return array_to_tsvector(array(select distinct word from unnest(words) as word
                                  where word is not null));
end $$;

create function asset_measure(analysis jsonb, name text) returns double precision
  language sql immutable parallel safe
  return case jsonb_typeof(analysis -> name)
    when 'number' then (analysis -> name)::double precision
    when 'boolean' then (analysis -> name)::boolean::int
    when 'array' then jsonb_array_length(analysis -> name) end;

-- What a camera says is text of anybody's making: nonsense is no time, and no error.
create function asset_taken_at(analysis jsonb) returns timestamptz
  language plpgsql immutable parallel safe as $$
declare
  told text := coalesce(analysis #>> '{image_metadata,DateTimeOriginal}',
                        analysis #>> '{media_metadata,DateTimeOriginal}',
                        analysis #>> '{exif,DateTimeOriginal}');
begin
  if told is null or told !~ '^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d' then
    return null;
  end if;
  return make_timestamptz(substr(told, 1, 4)::int, substr(told, 6, 2)::int, substr(told, 9, 2)::int,
    substr(told, 12, 2)::int, substr(told, 15, 2)::int, substr(told, 18, 2)::int, 'UTC');
exception when others then
  return null;
end $$;

create function aspect_ratio(width int, height int) returns double precision
  language sql immutable strict parallel safe
  return width::double precision / nullif(height, 0);

alter table asset add column words tsvector generated always as (
  asset_words(environment_id, public_id, asset_folder, display_name, original_filename, tags, context,
    metadata, moderation, analysis)) stored;

-- A small pending list: every search reads all of it.
create index asset_by_words on asset using gin (words) with (gin_pending_list_limit = 256);

create index asset_by_name on asset (environment_id, folded(public_id));
create index asset_by_uploaded on asset (environment_id, uploaded_at);
create index asset_by_updated on asset (environment_id, updated_at);
create index asset_by_bytes on asset (environment_id, bytes);
create index asset_by_width on asset (environment_id, width);
create index asset_by_height on asset (environment_id, height);
create index asset_by_pixels on asset (environment_id, (width::bigint * height));
create index asset_by_aspect on asset (environment_id, aspect_ratio(width, height));
create index asset_by_pages on asset (environment_id, pages);
create index asset_by_duration on asset (environment_id, duration) where duration is not null;
create index asset_by_format on asset (environment_id, format, created_at);
create index asset_by_etag on asset (environment_id, etag);
create index asset_by_access on asset (environment_id, access_mode, created_at);
create index asset_by_phash on asset (environment_id, phash) where phash is not null;
create index asset_by_faces on asset (environment_id, asset_measure(analysis, 'faces'));
create index asset_by_quality on asset (environment_id, asset_measure(analysis, 'quality_score'));
create index asset_by_illustration
  on asset (environment_id, asset_measure(analysis, 'illustration_score'));
create index asset_by_grayscale on asset (environment_id, asset_measure(analysis, 'grayscale'));
create index asset_by_taken on asset (environment_id, asset_taken_at(analysis));
create index folder_by_created on folder (environment_id, created_at, path);

-- How much there is. Every change appends what it adds, so that no two uploads wait for each other;
-- whoever asks, or the housekeeping, folds the additions into the total and into the day.
create table usage_added (
  environment_id  bigint not null,
  objects         bigint not null default 0,
  bytes           bigint not null default 0,
  derived         bigint not null default 0,
  transformations bigint not null default 0
);
create index usage_added_by_environment on usage_added (environment_id);
create table usage_total (
  environment_id  bigint not null,
  day             date   not null, -- as it was at the end of this day, UTC
  objects         bigint not null,
  bytes           bigint not null,
  derived         bigint not null,
  transformations bigint not null, -- derived versions ever made
  primary key (environment_id, day)
);

create function count_assets() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into usage_added (environment_id, objects, bytes)
      select environment_id, count(*), sum(bytes) from new_rows group by environment_id;
  elsif tg_op = 'DELETE' then
    insert into usage_added (environment_id, objects, bytes)
      select environment_id, -count(*), -sum(bytes) from old_rows group by environment_id;
  else
    insert into usage_added (environment_id, bytes)
      select environment_id, sum(bytes)
        from (select environment_id, bytes from new_rows
              union all select environment_id, -bytes from old_rows) as change
       group by environment_id having sum(bytes) <> 0;
  end if;
  return null;
end $$;
create trigger assets_added after insert on asset
  referencing new table as new_rows for each statement execute function count_assets();
create trigger assets_changed after update on asset
  referencing new table as new_rows old table as old_rows
  for each statement execute function count_assets();
create trigger assets_removed after delete on asset
  referencing old table as old_rows for each statement execute function count_assets();

create function count_parts() returns trigger language plpgsql as $$
declare
  made int := case tg_table_name when 'derived' then 1 else 0 end;
begin
  if tg_op = 'INSERT' then
    insert into usage_added (environment_id, bytes, derived, transformations)
      select environment_id, sum(bytes), made * count(*), made * count(*)
        from new_rows group by environment_id;
  else
    insert into usage_added (environment_id, bytes, derived)
      select environment_id, -sum(bytes), -made * count(*) from old_rows group by environment_id;
  end if;
  return null;
end $$;
create trigger derived_added after insert on derived
  referencing new table as new_rows for each statement execute function count_parts();
create trigger derived_removed after delete on derived
  referencing old table as old_rows for each statement execute function count_parts();
create trigger versions_added after insert on asset_version
  referencing new table as new_rows for each statement execute function count_parts();
create trigger versions_removed after delete on asset_version
  referencing old table as old_rows for each statement execute function count_parts();

insert into usage_added (environment_id, objects, bytes)
  select environment_id, count(*), sum(bytes) from asset group by environment_id;
insert into usage_added (environment_id, bytes)
  select environment_id, sum(bytes) from asset_version group by environment_id;
insert into usage_added (environment_id, bytes, derived, transformations)
  select environment_id, sum(bytes), count(*), count(*) from derived group by environment_id;
