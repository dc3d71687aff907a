-- What the nodes have served, added up by each of them every few seconds.
create table usage_traffic (
  environment_id bigint not null,
  day            date   not null, -- UTC
  requests       bigint not null,
  bytes          bigint not null, -- of the answers' bodies
  primary key (environment_id, day)
);

-- One value of the aspect ratio, to two digits, newest first: thousands of assets share one.
create function aspect_hundredths(width int, height int) returns bigint
  language sql immutable strict parallel safe
  return (200 * width::bigint + height) / nullif(2 * height::bigint, 0);

create index asset_by_aspect_value
  on asset (environment_id, aspect_hundredths(width, height), created_at);
