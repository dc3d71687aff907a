-- Who follows the events reads them in the order of their transactions: one that began earlier can
-- commit later, so what is not yet behind every running transaction is not read at all.
create index event_by_writer on event (environment_id, written_by, id);

-- Leads from an asset's events to their deliveries. They are written nearly in the order of their
-- events, so a summary of each stretch is enough and costs the writer next to nothing.
create index delivery_log_by_event on delivery_log
  using brin (event_id int8_minmax_multi_ops) with (pages_per_range = 32, autosummarize = on);

-- The built-in receiver, for demos and tests: how it answers, and the last of what arrived.
create table inbox (
  name    text    collate "C" primary key,
  status  integer not null default 200,
  times   integer, -- how often it still answers so; null: for ever
  touched timestamptz not null default now()
);
create table inbox_arrival (
  id         bigint      generated always as identity primary key,
  name       text        collate "C" not null references inbox on delete cascade,
  arrived_at timestamptz not null default clock_timestamp(),
  status     integer     not null,
  headers    text        not null, -- compact JSON, names in lower case
  body       bytea       not null,
  verdict    text        not null -- compact JSON: which signatures hold
);
create index inbox_arrival_by_name on inbox_arrival (name, id);

-- Empties an environment of all but its keys, for tests; tells how many assets it had. Tables are
-- found by their column, so that none that is added later is forgotten. Bytes are left to the
-- collector of loose blobs.
create function reset_environment(emptied bigint) returns bigint language plpgsql as $$
declare
  assets  bigint;
  tabled  record;
begin
  select count(*) into assets from asset where environment_id = emptied;
  for tabled in
    select c.oid::regclass as name,
      exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'blob' and not a.attisdropped) as has_blobs,
      exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'bytes' and not a.attisdropped) as has_bytes
    from pg_class c
    where c.relkind in ('r', 'p') and not c.relispartition
      and c.relnamespace = (select relnamespace from pg_class where oid = 'asset'::regclass)
      and exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'environment_id' and not a.attisdropped)
      and c.relname not in ('access_key', 'signing_pair')
    -- What refers to others first, what is counted by triggers last.
    order by case
      when c.relname like 'usage%' then 2
      when c.relname in ('asset', 'chunked_upload') then 1
      else 0 end, c.relname
  loop
    if tabled.has_blobs then
      execute format(
        'insert into loose_blob (blob, bytes) select blob, max(%s) from %s '
          || 'where environment_id = $1 and blob is not null group by blob order by blob '
          || 'on conflict (blob) do update set since = now()',
        case when tabled.has_bytes then 'bytes' else '0' end, tabled.name) using emptied;
    end if;
    execute format('delete from %s where environment_id = $1', tabled.name) using emptied;
  end loop;
  return assets;
end $$;
