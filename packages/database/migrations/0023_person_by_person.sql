-- Whoever leaves is looked up person by person, by the key of the letters. Planned on a connection's first question, while little is known of a
-- young campaign's letters, a hash join read all that its audience had: 80 ms for one person among 130,000 letters.
create or replace function withhold(p_workspaces bigint[], p_keys bytea[], p_scopes text[], p_lists bigint[], out moved_places integer[], out wire_places integer[])
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
begin
  with waiting as materialized (
    select d.campaign_id, d.address_key, d.letter_no, a.scope, a.place
    from (
      select distinct on (l.campaign_id, l.address_key, l.letter_no) l.campaign_id, l.address_key, l.letter_no, u.scope, u.place
      from unnest(p_workspaces, p_keys, p_scopes, p_lists) with ordinality u(workspace_id, address_key, scope, list_id, place)
      -- The offset keeps the planner from asking in any other order.
      cross join lateral (select * from letters_in_scope(u.workspace_id, u.address_key, u.scope, u.list_id) offset 0) l
      where l.state in ('queued', 'deferred')
    ) a
    join deliveries d using (campaign_id, address_key, letter_no)
    where d.state in ('queued', 'deferred')
    order by d.campaign_id, d.address_key, d.letter_no
    for no key update of d
  ), taken as (
    update deliveries d
    set state = 'withheld', reason = stop_of(w.scope), settled_at = clock_timestamp()
    from waiting w
    where d.campaign_id = w.campaign_id and d.address_key = w.address_key and d.letter_no = w.letter_no
    returning d.campaign_id, d.address_key, d.letter_no, d.list_id, d.contact_id, d.reason, w.place
  ), told as (
    insert into events (workspace_id, kind, campaign_id, address_key, letter_no, list_id, contact_id, details)
    select c.workspace_id, 'withheld', t.campaign_id, t.address_key, t.letter_no, t.list_id, t.contact_id,
      jsonb_build_object('reason', t.reason)
    from taken t join campaigns c on c.id = t.campaign_id
  )
  select coalesce(array_agg(place::integer), '{}') into moved_places from taken;

  select coalesce(array_agg(u.place::integer), '{}') into wire_places
  from unnest(p_workspaces, p_keys, p_scopes, p_lists) with ordinality u(workspace_id, address_key, scope, list_id, place)
  cross join lateral (select * from letters_in_scope(u.workspace_id, u.address_key, u.scope, u.list_id) offset 0) l
  where l.state = 'attempting' or l.state = 'uncertain' and l.wire_until > clock_timestamp();
end $$;

-- What a letter's own page says, for everybody who asks at the same moment: whose it is, from whom, and which scopes already stop letters
-- like it. Planning this for each was most of what it cost.
create function letter_holders(p_workspaces bigint[], p_keys bytea[], p_lists bigint[])
returns table (o_place integer, o_sender_name text, o_locale text, o_list_name text, o_email text, o_scopes text[])
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
begin
  return query
  select u.place::integer, w.legal_name, w.locale, l.name, c.email,
    array(select stopping_scopes(w.id, 'marketing', u.address_key, u.list_id, c.id))
  from unnest(p_workspaces, p_keys, p_lists) with ordinality u(workspace_id, address_key, list_id, place)
  join workspaces w on w.id = u.workspace_id
  left join lists l on l.workspace_id = w.id and l.id = u.list_id
  left join contacts c on c.workspace_id = w.id and c.address_key = u.address_key;
end $$;
