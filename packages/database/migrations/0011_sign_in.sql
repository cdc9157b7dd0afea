-- The people of a workspace who use its console, their sessions, and tries at the door.

create table users (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  -- What sign-in matches on: an address can sign in to one workspace only.
  canonical_email text not null unique,
  email text not null,
  name text not null check (name <> ''),
  -- argon2id in PHC form.
  password_hash text not null,
  created_at timestamptz not null default now()
);
create index users_by_workspace on users (workspace_id, id);

create table sessions (
  id bigint primary key default new_id(),
  user_id bigint not null references users on delete cascade,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  user_agent text not null,
  network text not null,
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create index sessions_by_user on sessions (user_id, seen_at);

-- Tries that have not succeeded; whoever signs in sweeps those of yesterday away.
create table sign_in_attempts (
  id bigint primary key default new_id(),
  address_hash bytea not null,
  network_hash bytea not null,
  at timestamptz not null default clock_timestamp()
);
create index sign_in_attempts_by_address on sign_in_attempts (address_hash, at);
create index sign_in_attempts_by_network on sign_in_attempts (network_hash, at);
