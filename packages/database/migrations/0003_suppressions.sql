-- Whom we must not write to. Keyed by address, not by contact: deletion, re-import and merging cannot undo a "no".

create table suppressions (
  id bigint primary key default new_id(),
  address_key bytea not null check (octet_length(address_key) = 16),
  scope text not null check (scope in ('list', 'marketing', 'all', 'invalid')),
  workspace_id bigint references workspaces,
  list_id bigint,
  reason text not null check (reason in ('unsubscribed', 'complaint', 'invalid-address', 'manual', 'imported', 'erased')),
  source text not null,
  note text,
  masked_email text not null,
  suppressed_at timestamptz not null default clock_timestamp(),
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text check (lift_reason <> ''),
  check ((scope = 'invalid') = (workspace_id is null)),
  check ((scope = 'list') = (list_id is not null)),
  check ((lifted_at is null) = (lift_reason is null)),
  foreign key (workspace_id, list_id) references lists (workspace_id, id),
  unique nulls not distinct (address_key, workspace_id, scope, list_id)
);

-- May a letter of this class, for this list, go to this address? The scopes that say no; no row means nothing forbids it.
-- A confirmed opt-in newer than a list or marketing suppression wins for that one list; complaint, all and invalid need a lift.
-- Set-returning so that the planner inlines it into the gate and the freeze.
create function stopping_scopes(p_workspace bigint, p_class text, p_address_key bytea, p_list bigint, p_contact bigint)
returns setof text language sql stable as $$
  select s.scope
  from suppressions s
  where s.address_key = p_address_key
    and s.lifted_at is null
    and (s.workspace_id = p_workspace or s.scope = 'invalid')
    and case s.scope
          when 'invalid' then true
          when 'all' then p_class <> 'list_admin'
          when 'marketing' then p_class in ('marketing', 'consent_request')
          else p_class in ('marketing', 'consent_request') and s.list_id = p_list
        end
    and not (
      s.scope in ('list', 'marketing') and s.reason <> 'complaint'
      and exists (
        select from subscriptions o
        where o.list_id = p_list and o.contact_id = p_contact and o.confirmed_at > s.suppressed_at
      )
    )
$$;
