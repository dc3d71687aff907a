-- Uploads that arrive in parts. A part is a kept blob; the row of the upload is what its parts take turns on.

create table chunked_upload (
  environment_id bigint      not null references environment,
  upload_id      text        collate "C" not null, -- the sender's own word
  total          bigint, -- bytes of the file; null until a part says it
  whole          bytea, -- the file, once it has become an asset: its parts are gone then
  answer         text, -- what the sender was told in the end, compact JSON
  public_id      text,
  version        bigint,
  touched_at     timestamptz not null default now(),
  primary key (environment_id, upload_id)
);
create index chunked_upload_touched_at on chunked_upload (touched_at);

create table upload_chunk (
  environment_id bigint not null,
  upload_id      text   collate "C" not null,
  first          bigint not null, -- offset in the file
  bytes          bigint not null,
  blob           bytea  not null,
  primary key (environment_id, upload_id, first, bytes),
  foreign key (environment_id, upload_id) references chunked_upload (environment_id, upload_id)
    on delete cascade
);
create index upload_chunk_blob on upload_chunk (blob);
