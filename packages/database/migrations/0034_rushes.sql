-- Many people leaving one list (or all newsletters of a workspace) within minutes, for a person to look at: a scanner that presses buttons
-- looks like that, and so does a newsletter that went wrong. Nobody is kept from leaving by it.
create table rushes (
  id bigint primary key default new_id(),
  workspace_id bigint not null references workspaces,
  list_id bigint,
  since timestamptz not null,
  until timestamptz not null,
  people integer not null,
  -- What they have most in common, where they are contacts still: the domain of their addresses, and how many have it.
  domain text,
  of_domain integer not null default 0
);
create index rushes_by_end on rushes (until);
