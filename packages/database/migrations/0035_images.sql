-- The pictures of letters. `file` is what one is called below PUBLIC_URL/a/: of its bytes, so it never means another.

create table images (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  file text not null,
  name text not null,
  type text not null check (type in ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  size_bytes integer not null,
  bytes bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  -- Out of the library, but still shown; its bytes go later.
  removed_at timestamptz,
  unique (workspace_id, file)
);
create index images_by_file on images (file);
-- They are compressed already.
alter table images alter column bytes set storage external;
