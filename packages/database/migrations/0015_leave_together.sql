-- Leaving in two round trips and one commit for everybody who leaves at the same moment, where it took seven and two. Each is planned once for
-- a connection: planning was most of what they cost.

-- First letters and last label, as maskAddress() of the message package shows an address (a test holds them together).
create function mask_address(p_email text) returns text language sql immutable as $$
  select regexp_replace(p_email, '^(.?).*@(.?)[^@]*?([^.@]*)$', '\1***@\2***.\3')
$$;

-- Lifted, past, or overtaken by the person's own confirmed opt-in, which no complaint is (as in suppressions_against()).
create function is_over(s suppressions) returns boolean language sql stable as $$
  select s.lifted_at is not null or s.until <= now() or s.scope in ('list', 'marketing', 'snooze') and s.reason <> 'complaint' and exists (
    select from contacts c join subscriptions o on o.contact_id = c.id
    where c.workspace_id = s.workspace_id and c.address_key = s.address_key
      and (s.list_id is null or o.list_id = s.list_id) and o.confirmed_at > s.suppressed_at
  )
$$;

-- Writes suppressions and their events, in the order of their keys; tells which rows were added, raised again, or given a stronger reason or other
-- terms, by their place in the question; `o_begun` those that did not stand before. `p_order` is the reasons, weakest first. A repeat keeps the first time and adds no event;
-- after what is over, a new "no" counts from when it was said.
create function suppress(p_rows jsonb, p_order text[]) returns table (o_place integer, o_id bigint, o_inserted boolean, o_begun boolean)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off
as $$
begin
  return query
  with said as materialized (
    -- One statement may not touch a row twice.
    select distinct on (k.address_key, r.workspace_id, r.scope, r.list_id)
      r.place::integer as place, k.address_key, r.workspace_id, r.scope, r.list_id, r.reason, r.source, r.note,
      least(coalesce(r.said_at, clock_timestamp()), clock_timestamp()) as said_at, r.until, r.most, r.days,
      r.event_workspace, r.campaign_id, r.letter_no, r.details
    from rows from (jsonb_to_recordset(p_rows) as (
      key text, workspace_id bigint, scope text, list_id bigint, reason text, source text, note text, said_at timestamptz,
      until timestamptz, most smallint, days smallint, event_workspace bigint, campaign_id bigint, letter_no integer, details jsonb
    )) with ordinality r(
      key, workspace_id, scope, list_id, reason, source, note, said_at, until, most, days, event_workspace, campaign_id, letter_no, details, place
    )
    cross join lateral (select decode(r.key, 'hex')) k(address_key)
    order by k.address_key, r.workspace_id, r.scope, r.list_id, array_position(p_order, r.reason) desc
  ), changed as (
    insert into suppressions as s (address_key, workspace_id, scope, list_id, reason, source, note, suppressed_at, until, most, days, masked_email)
    select t.address_key, t.workspace_id, t.scope, t.list_id, t.reason, t.source, t.note, t.said_at, t.until, t.most, t.days,
      coalesce((select mask_address(c.email) from contacts c where c.workspace_id = t.event_workspace and c.address_key = t.address_key), '')
    from said t
    order by t.address_key, t.workspace_id, t.scope, t.list_id
    on conflict (address_key, workspace_id, scope, list_id) do update
    set suppressed_at = case when is_over(s) then excluded.suppressed_at else s.suppressed_at end,
        reason = case
          when is_over(s) or array_position(p_order, excluded.reason) > array_position(p_order, s.reason) then excluded.reason
          else s.reason end,
        source = excluded.source, note = excluded.note, until = excluded.until, most = excluded.most, days = excluded.days,
        lifted_at = null, lifted_by = null, lift_reason = null
    where is_over(s) or array_position(p_order, excluded.reason) > array_position(p_order, s.reason)
      or (excluded.until, excluded.most, excluded.days) is distinct from (s.until, s.most, s.days)
    returning s.suppressed_at, s.id, s.address_key, s.workspace_id, s.scope, s.list_id, s.reason, s.source, s.xmax = 0 as inserted
  ), placed as materialized (
    select t.place, c.id, c.inserted, c.suppressed_at = t.said_at as begun, c.address_key, c.scope, c.list_id, c.reason, c.source,
      t.event_workspace, t.campaign_id, t.letter_no, t.details
    from changed c join said t on t.address_key = c.address_key and t.scope = c.scope
      and t.workspace_id is not distinct from c.workspace_id and t.list_id is not distinct from c.list_id
  ), told as (
    insert into events (workspace_id, kind, campaign_id, address_key, letter_no, list_id, details)
    select p.event_workspace, 'suppressed', p.campaign_id, p.address_key, p.letter_no, p.list_id,
      coalesce(p.details, '{}') || jsonb_build_object('scope', p.scope, 'reason', p.reason, 'source', p.source)
    from placed p
  )
  select p.place, p.id, p.inserted, p.begun from placed p;
end $$;

-- Steps b and a of leaving, in one transaction: what waits is taken back, then the "no" is written. Whatever a freeze adds or a gate takes before
-- the commit is found by the pass over it (withhold) that must follow in a transaction of its own.
create function begin_leaving(p_rows jsonb, p_order text[], out moved_places integer[], out changed jsonb)
language plpgsql volatile as $$
begin
  select w.moved_places into begin_leaving.moved_places
  from (
    select array_agg(r.workspace_id order by r.place) as workspaces, array_agg(decode(r.key, 'hex') order by r.place) as keys,
      array_agg(r.scope order by r.place) as scopes, array_agg(r.list_id order by r.place) as lists
    from rows from (jsonb_to_recordset(p_rows) as (key text, workspace_id bigint, scope text, list_id bigint))
      with ordinality r(key, workspace_id, scope, list_id, place)
  ) a, withhold(a.workspaces, a.keys, a.scopes, a.lists) w;
  select coalesce(jsonb_agg(jsonb_build_object('place', s.o_place, 'id', s.o_id::text, 'inserted', s.o_inserted, 'begun', s.o_begun)), '[]')
  into begin_leaving.changed
  from suppress(p_rows, p_order) s;
end $$;
