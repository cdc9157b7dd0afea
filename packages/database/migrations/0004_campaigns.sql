-- A newsletter from draft to finished, and the standing streams of transactional letters.

create table campaigns (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  kind text not null default 'campaign' check (kind in ('campaign', 'stream')),
  class text not null check (class in ('marketing', 'transactional', 'transactional_ad', 'consent_request', 'list_admin')),
  month date,
  name text not null check (name <> ''),
  status text not null default 'draft' check (
    status in ('draft', 'scheduled', 'preparing', 'sending', 'paused', 'cancelling', 'cancelled', 'finished')
  ),
  status_reason text,
  from_name text not null default '',
  from_email text not null default '',
  reply_to text,
  locale text not null default 'ja' check (locale in ('ja', 'en')),
  draft jsonb not null default '{}',
  scheduled_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  -- The freeze: how far it has come (by contact), whether it is done, and whom it counted but did not target.
  prepared_through bigint not null default 0,
  prepared_at timestamptz,
  targeted bigint not null default 0,
  excluded_unconfirmed bigint not null default 0,
  excluded_left bigint not null default 0,
  excluded_duplicates bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, class, month),
  check ((kind = 'stream') = (month is not null)),
  check (kind = 'campaign' or status = 'sending'),
  check (status <> 'scheduled' or scheduled_at is not null)
);
create index campaigns_alive on campaigns (workspace_id, id) where status not in ('draft', 'finished', 'cancelled');

create table campaign_lists (
  campaign_id bigint not null references campaigns on delete cascade,
  list_id bigint not null references lists,
  role text not null default 'include' check (role in ('include', 'exclude')),
  position smallint not null,
  primary key (campaign_id, list_id)
);

-- The content as it was when the campaign was scheduled: what every letter, and every retry of it, is made from.
create table campaign_contents (
  campaign_id bigint primary key references campaigns on delete cascade,
  compiled jsonb not null,
  data jsonb not null default '{}',
  frozen_at timestamptz not null default now()
);

-- What one transactional letter says; its fate is its row in deliveries.
create table stream_letters (
  campaign_id bigint not null references campaigns,
  address_key bytea not null,
  letter_no integer not null,
  workspace_id bigint not null references workspaces,
  from_name text not null,
  from_email text not null,
  reply_to text,
  email text not null,
  to_name text,
  subject text not null,
  html text not null,
  text text not null,
  created_at timestamptz not null default now(),
  primary key (campaign_id, address_key, letter_no)
);
