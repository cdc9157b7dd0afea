-- Since when rows are being brought from one pepper to the next; null as a rule. No process starts meanwhile.
alter table installation add column rekeying_since timestamptz;

-- What each address key becomes, for as long as that takes: filled at the beginning, emptied at the end.
create table rekeyed_addresses (
  old_key bytea primary key,
  new_key bytea unique
);
