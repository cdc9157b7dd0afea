-- Stored filters over people, and the campaigns that are meant for those whom they hold.

create table segments (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  name text not null check (name <> ''),
  rule jsonb not null check (jsonb_typeof(rule) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Out of the list; campaigns that went out by it still name it.
  removed_at timestamptz,
  unique (workspace_id, id)
);

-- `rule`: as it was when the campaign was scheduled. Until then the segment's own holds.
create table campaign_segments (
  campaign_id bigint not null references campaigns on delete cascade,
  segment_id bigint not null references segments,
  role text not null check (role in ('include', 'exclude')),
  position smallint not null,
  rule jsonb,
  primary key (campaign_id, segment_id)
);
create index campaign_segments_by_segment on campaign_segments (segment_id);

-- The number that a text is, full-width digits and commas between thousands included; null for every other text.
create function number_in(p_text text) returns numeric language sql immutable strict parallel safe
return case
  when btrim(normalize(p_text, nfkc)) ~ '^[-+]?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})([.][0-9]{1,15})?$'
  then replace(btrim(normalize(p_text, nfkc)), ',', '')::numeric
end;

-- The day that a text begins with, as 2026-01-31: 2026/1/31 and 2026年1月31日 are read, a time of day behind it is not looked at. Null
-- for every other text. A text, so that a day which no calendar has (2026-02-31) has its place between others and breaks nothing.
create function day_in(p_text text) returns text language sql immutable strict parallel safe
return (
  select m[1] || '-' || lpad(m[2], 2, '0') || '-' || lpad(m[3], 2, '0')
  from regexp_match(
    btrim(normalize(p_text, nfkc)), '^([0-9]{4})[-/.年](0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12][0-9]|3[01])(?![0-9])'
  ) m
);
