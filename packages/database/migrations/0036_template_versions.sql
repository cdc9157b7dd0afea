-- What a workspace's own template was before it was changed. What it is now stands in `templates`.

alter table templates
  -- Values that show it, for {{data.…}}.
  add column data jsonb not null default '{}' check (jsonb_typeof(data) = 'object'),
  -- Out of the gallery; drafts that were begun with it still are written with it.
  add column removed_at timestamptz;
create index templates_by_workspace on templates (workspace_id, id);

create table template_versions (
  template_id bigint not null references templates on delete cascade,
  number integer not null check (number > 0),
  name text not null,
  source jsonb not null,
  data jsonb not null,
  -- When it became what it was.
  written_at timestamptz not null,
  primary key (template_id, number)
);
