-- What a page has just stopped may be taken back for ten minutes, once, by whoever was shown the nonce. Only its hash is kept.
create table undo_offers (
  nonce_hash bytea primary key check (octet_length(nonce_hash) = 32),
  workspace_id bigint not null references workspaces,
  address_key bytea not null check (octet_length(address_key) = 16),
  suppressions bigint[] not null check (cardinality(suppressions) > 0),
  offered_at timestamptz not null default clock_timestamp(),
  used_at timestamptz
);
create index undo_offers_by_age on undo_offers (offered_at);
