-- Letters that people ask for on the public pages, which cannot send: a link to their settings, or the confirmation that brings a list
-- back. A sender answers them. The row of somebody unknown looks like anybody's; the address is forgotten once it is answered.
create table letter_requests (
  id bigint primary key default new_id(),
  kind text not null check (kind in ('preferences', 'rejoin')),
  address_key bytea not null check (octet_length(address_key) = 16),
  email text check (email <> ''),
  -- Null when somebody typed an address: every workspace that knows it answers.
  workspace_id bigint references workspaces,
  list_id bigint,
  locale text not null check (locale in ('ja', 'en')),
  asked_at timestamptz not null default clock_timestamp(),
  claimed_at timestamptz,
  answered_at timestamptz,
  letters integer not null default 0,
  check ((answered_at is null) = (email is not null)),
  check ((kind = 'rejoin') = (list_id is not null)),
  foreign key (workspace_id, list_id) references lists (workspace_id, id)
);
create index letter_requests_open on letter_requests (asked_at) where answered_at is null;
create index letter_requests_by_address on letter_requests (address_key, answered_at);
