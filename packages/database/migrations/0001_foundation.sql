-- The ground everything stands on: ids, the installation, workspaces, their domains and keys.

create sequence id_sequence as bigint;

-- Ids are 8 bytes and ordered by time: milliseconds since 2025-01-01 UTC in the high bits, a sequence in the low 21.
-- Unique below 2,097,152 ids a millisecond. Partitions of hot tables are ranges of these ids, so that old months detach.
create function new_id() returns bigint language sql volatile parallel unsafe as $$
  select ((extract(epoch from clock_timestamp()) * 1000)::bigint - 1735689600000) << 21 | (nextval('id_sequence') & 2097151)
$$;

create function first_id_at(moment timestamptz) returns bigint language sql immutable as $$
  select greatest(0, (extract(epoch from moment) * 1000)::bigint - 1735689600000) << 21
$$;

-- One row. Address keys are made with a pepper that lives outside the database; a process whose pepper does not match must not start.
create table installation (
  only_row boolean primary key default true check (only_row),
  pepper_fingerprint bytea not null check (octet_length(pepper_fingerprint) = 32),
  created_at timestamptz not null default now()
);

create table workspaces (
  id bigint primary key default new_id(),
  name text not null check (name <> ''),
  legal_name text not null check (legal_name <> ''),
  postal_address text not null check (postal_address <> ''),
  contact text not null check (contact <> ''),
  locale text not null default 'ja' check (locale in ('ja', 'en')),
  time_zone text not null default 'Asia/Tokyo',
  created_at timestamptz not null default now()
);

create table api_keys (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  name text not null,
  key_hash bytea not null unique check (octet_length(key_hash) = 32),
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table sender_domains (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  domain text not null check (domain = lower(domain) and domain <> ''),
  created_at timestamptz not null default now(),
  unique (workspace_id, domain)
);

-- The private half is sealed (AES-256-GCM) with a key from the keyring; it never leaves the process that signs.
create table dkim_keys (
  id bigint primary key default new_id(),
  sender_domain_id bigint not null references sender_domains,
  selector text not null check (selector ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  algorithm text not null default 'rsa-sha256' check (algorithm in ('rsa-sha256', 'ed25519-sha256')),
  public_key text not null,
  sealed_private_key bytea not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  unique (sender_domain_id, selector)
);

-- An answer already given under an Idempotency-Key, so that a repeat gets the same one and makes nothing twice.
create table idempotency_keys (
  workspace_id bigint not null references workspaces,
  key text not null check (length(key) between 1 and 255),
  request_hash bytea not null,
  status smallint,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (workspace_id, key)
);
