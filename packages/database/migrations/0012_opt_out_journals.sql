-- Opt-outs that were taken while this database could not be asked lie in journals, on the machines that took them. The gate cannot read a
-- journal; what it can read is whether the journal's keeper vouches for it. A keeper says again and again, for some seconds ahead, that its
-- journal holds nothing but for certain workspaces; one that cannot reach this database cannot say so, and its silence shuts the gate.

create table opt_out_journals (
  id uuid primary key,
  host text not null,
  folder text not null,
  -- Whoever opens the journal anew is its next keeper; what an older one still has under way changes nothing any more, nor does an
  -- older turn of the same one.
  keeper integer not null default 1,
  turn bigint not null default 0,
  vouched_until timestamptz not null default '-infinity',
  concerns bigint[] not null default '{}',
  -- Entries that were on disk once and cannot be read now: a person must decide.
  unreadable integer not null default 0 check (unreadable >= 0),
  replayed_through bigint not null default 0,
  opened_at timestamptz not null default clock_timestamp(),
  -- Nothing is in it and nobody writes to it; or an operator has given it up, whatever is in it.
  closed_at timestamptz,
  given_up boolean not null default false,
  check (closed_at is not null or not given_up)
) with (fillfactor = 20);

-- The journals that hold back letters of this workspace and class. Only what people leave by link is held back: nobody's order confirmation
-- waits. When the last journal is signed off, nobody could say no, and nothing that asks for it leaves; an installation that never had one
-- (it has no unsubscribe app), or whose operator gave the last one up, is not held to that. Set-returning so that the planner inlines it into the gate.
create function holding_journals(p_workspace bigint, p_class text) returns setof uuid language sql stable as $$
  select j.id
  from opt_out_journals j
  where p_class in ('marketing', 'consent_request')
    and case when j.closed_at is null
          then j.vouched_until <= clock_timestamp() or j.unreadable > 0 or p_workspace = any(j.concerns)
          else not exists (select from opt_out_journals o where o.closed_at is null or o.given_up and o.closed_at >= j.closed_at)
        end
$$;

-- As before, and held where a journal may hold an opt-out that is not here yet: the row stays as it was.
create or replace function gate(
  p_sender bigint, p_slots integer[], p_epochs bigint[],
  p_campaigns bigint[], p_keys bytea, p_letters integer[], p_attempts smallint[]
) returns table (o_place integer, o_withheld text)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off
as $$
declare
  v_places integer[];
  v_campaigns bigint[];
  v_keys bytea[];
  v_letters integer[];
  v_lists bigint[];
  v_contacts bigint[];
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'gate: transaction_isolation is %, it must be read committed', current_setting('transaction_isolation');
  end if;
  perform pg_advisory_xact_lock_shared(c.id) from (select distinct id from unnest(p_campaigns) u(id) order by id) c;
  perform pg_advisory_xact_lock_shared(s.id) from (select distinct id from unnest(p_slots) u(id) order by id) s;

  select array_agg(l.place), array_agg(l.campaign_id), array_agg(l.address_key), array_agg(l.letter_no), array_agg(l.list_id), array_agg(l.contact_id)
  into v_places, v_campaigns, v_keys, v_letters, v_lists, v_contacts
  from (
    select a.place::integer, d.campaign_id, d.address_key, d.letter_no, d.list_id, d.contact_id
    from unnest(p_campaigns, p_letters, p_attempts) with ordinality a(campaign_id, letter_no, attempt, place)
    join deliveries d on d.campaign_id = a.campaign_id and d.address_key = substr(p_keys, a.place::integer * 16 - 15, 16) and d.letter_no = a.letter_no
    where d.state in ('queued', 'deferred') and d.attempt = a.attempt
    order by d.campaign_id, d.address_key, d.letter_no
    for no key update of d skip locked
  ) l;

  return query
  with ours as materialized (
    select s.id
    from (select distinct slot_id, epoch from unnest(p_slots, p_epochs) u(slot_id, epoch)) u
    join lane_slots s on s.id = u.slot_id and s.epoch = u.epoch and s.sender_id = p_sender and s.lease_until > clock_timestamp()
    join lanes l on l.name = s.lane and l.paused_at is null
  ), sending as materialized (
    select m.id, m.workspace_id, m.class
    from (select distinct id from unnest(v_campaigns) u(id)) u
    join campaigns m on m.id = u.id and m.status = 'sending'
    where not exists (select from holding_journals(m.workspace_id, m.class))
  ), judged as materialized (
    -- A locked row's list and contact are what they were when it was locked; everything else is looked at now. Materialized, or the
    -- look at suppressions would be repeated for every column that depends on it.
    select e.place, e.campaign_id, e.address_key, e.letter_no,
      case
        when e.contact_id is not null and c.id is null then 'contact-deleted'
        when e.contact_id is not null and c.address_key <> e.address_key then 'address-changed'
        else (select 'suppressed-' || s.scope from stopping_scopes(m.workspace_id, m.class, e.address_key, e.list_id, e.contact_id) s(scope) limit 1)
      end as withheld
    from unnest(v_places, v_campaigns, v_keys, v_letters, v_lists, v_contacts) e(place, campaign_id, address_key, letter_no, list_id, contact_id)
    join ours s on s.id = p_slots[e.place]
    join sending m on m.id = e.campaign_id
    left join contacts c on c.id = e.contact_id
  )
  update deliveries d
  set state = case when v.withheld is null then 'attempting' else 'withheld' end::delivery_state,
      attempt = d.attempt + case when v.withheld is null then 1 else 0 end::smallint,
      sender_id = p_sender,
      reason = v.withheld,
      first_attempt_at = case when v.withheld is null then coalesce(d.first_attempt_at, clock_timestamp()) else d.first_attempt_at end,
      settled_at = case when v.withheld is null then null else clock_timestamp() end
  from judged v
  where d.campaign_id = v.campaign_id and d.address_key = v.address_key and d.letter_no = v.letter_no
  returning v.place, v.withheld;
end $$;

-- As before, but telling whose letters it took back and whose are on the wire, each by their place in the question, so that those who are
-- asked about together need not wait for each other. One plan for a connection: it is asked some hundreds of times a second.
drop function withhold(bigint[], bytea[], text[], bigint[]);
create function withhold(p_workspaces bigint[], p_keys bytea[], p_scopes text[], p_lists bigint[], out moved_places integer[], out wire_places integer[])
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off
as $$
begin
  with waiting as materialized (
    select d.campaign_id, d.address_key, d.letter_no, a.scope, a.place
    from (
      select distinct on (l.campaign_id, l.address_key, l.letter_no) l.campaign_id, l.address_key, l.letter_no, u.scope, u.place
      from unnest(p_workspaces, p_keys, p_scopes, p_lists) with ordinality u(workspace_id, address_key, scope, list_id, place)
      cross join lateral letters_in_scope(u.workspace_id, u.address_key, u.scope, u.list_id) l
      where l.state in ('queued', 'deferred')
    ) a
    join deliveries d using (campaign_id, address_key, letter_no)
    where d.state in ('queued', 'deferred')
    order by d.campaign_id, d.address_key, d.letter_no
    for no key update of d
  ), taken as (
    update deliveries d
    set state = 'withheld', reason = 'suppressed-' || w.scope, settled_at = clock_timestamp()
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
  cross join lateral letters_in_scope(u.workspace_id, u.address_key, u.scope, u.list_id) l
  where l.state = 'attempting' or l.state = 'uncertain' and l.wire_until > clock_timestamp();
end $$;
