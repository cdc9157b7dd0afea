-- Whom we would like to write to.

create table lists (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  name text not null check (name <> ''),
  created_at timestamptz not null default now(),
  unique (workspace_id, id)
);

-- One row per address: the address key is what everything matches on.
create table contacts (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  address_key bytea not null check (octet_length(address_key) = 16),
  email text not null,
  fields jsonb not null default '{}' check (jsonb_typeof(fields) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, address_key),
  unique (workspace_id, id)
);

-- "Left" is not a state here: a subscription is left when a list suppression is newer than its joining.
create table subscriptions (
  workspace_id bigint not null,
  list_id bigint not null,
  contact_id bigint not null,
  state text not null check (state in ('pending', 'active')),
  basis text not null check (basis in ('consent', 'self_notified', 'business_relationship', 'published_address')),
  source text not null,
  evidence jsonb not null default '{}',
  joined_at timestamptz not null default now(),
  confirmed_at timestamptz,
  primary key (list_id, contact_id),
  foreign key (workspace_id, list_id) references lists (workspace_id, id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);
create index subscriptions_by_contact on subscriptions (contact_id);

create table imports (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  kind text not null check (kind in ('contacts', 'suppressions')),
  list_id bigint references lists,
  basis text,
  source text not null,
  status text not null default 'running' check (status in ('running', 'finished', 'failed')),
  failure text,
  rows integer not null default 0,
  added integer not null default 0,
  updated integer not null default 0,
  rejected integer not null default 0,
  still_suppressed integer not null default 0,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((status = 'failed') = (failure is not null))
);

create table import_rejects (
  import_id bigint not null references imports on delete cascade,
  line integer not null,
  value text not null,
  reason text not null,
  primary key (import_id, line)
);

-- Templates of a workspace's own; the built-in ones are files.
create table templates (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  name text not null,
  locale text not null check (locale in ('ja', 'en')),
  source jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
