-- A key whose record receivers may not find yet signs nothing, until it was seen in DNS.
alter table dkim_keys add column waits boolean not null default false;

-- When a key was last used, to 5 minutes, so that those which nobody uses can be taken back.
alter table api_keys add column last_used_at timestamptz;
