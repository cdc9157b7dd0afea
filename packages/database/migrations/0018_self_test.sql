-- A reserved address for each workspace, at which its way out is tried. No letter goes there, and nothing of it is counted.
create table canaries (
  workspace_id bigint primary key references workspaces,
  address_key bytea not null unique check (octet_length(address_key) = 16),
  reserved_at timestamptz not null default clock_timestamp()
);

-- Whatever door the canary leaves by, its event says whose it is.
create function mark_canary() returns trigger language plpgsql as $$
begin
  if exists (select from canaries where address_key = new.address_key) then
    new.details := new.details || '{"canary": true}';
  end if;
  return new;
end $$;
create trigger events_of_canaries before insert on events for each row
  when (new.kind = 'suppressed') execute function mark_canary();

-- What trying the way out found, before a campaign began and while it was being sent; no finding means that it works.
create table self_tests (
  id bigint primary key default new_id(),
  campaign_id bigint not null references campaigns on delete cascade,
  tested_at timestamptz not null default clock_timestamp(),
  findings jsonb not null default '[]' check (jsonb_typeof(findings) = 'array')
);
create index self_tests_by_campaign on self_tests (campaign_id, id);
