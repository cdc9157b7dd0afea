-- Addresses that took letters before and that a receiver now says do not exist. Many of them at one receiver within an hour are rather
-- the receiver's mistake: then they are held for an operator to decide about, and not given up.
create table lost_addresses (
  id bigint primary key default new_id(),
  domain text not null,
  workspace_id bigint not null references workspaces,
  campaign_id bigint not null,
  address_key bytea not null check (octet_length(address_key) = 16),
  letter_no integer not null,
  evidence text not null,
  state text not null check (state in ('given-up', 'held', 'released', 'discarded')),
  lost_at timestamptz not null default clock_timestamp(),
  decided_at timestamptz,
  decided_by text,
  unique (campaign_id, address_key, letter_no),
  check ((state in ('released', 'discarded')) = (decided_at is not null))
);
create index lost_addresses_by_domain on lost_addresses (domain, lost_at);
create index lost_addresses_held on lost_addresses (workspace_id, domain) where state = 'held';
