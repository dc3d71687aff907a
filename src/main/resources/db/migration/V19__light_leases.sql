-- A lease touches no index: when it ends stands in a column of its own, and "due" stays what it was. Each page keeps
-- room for the leased versions of its rows, so that a lease is a new row on the same page and nothing else.
alter table delivery add column leased_until timestamptz; -- while somebody owns it
update delivery set leased_until = due, due = now() where owner is not null;
alter table delivery set (fillfactor = 50);

-- Written once and read by people: kept as the text it came as, not taken apart.
alter table delivery_log alter column history type json;
