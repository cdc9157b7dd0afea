-- May this letter go, and if not, why not? One function answers it for the gate and for everybody who asks why. Two kinds of
-- wish join the "no"s, in the same table because the same look-up finds them: where nobody has one, they cost nothing.

-- `snooze`: no marketing of this workspace until a moment. `fewer`: no more than so many of its newsletters in so many days.
alter table suppressions
  drop constraint suppressions_scope_check,
  drop constraint suppressions_reason_check,
  add column until timestamptz,
  add column most smallint check (most between 1 and 1000),
  add column days smallint check (days between 1 and 366),
  add check (scope in ('list', 'marketing', 'all', 'invalid', 'snooze', 'fewer')),
  add check ((scope = 'snooze') = (until is not null)),
  add check ((scope = 'fewer') = (most is not null and days is not null)),
  add check ((scope in ('snooze', 'fewer')) = (reason = 'asked')),
  add check (
    reason in ('asked', 'unsubscribed', 'complaint', 'invalid-address', 'unreachable', 'manual', 'imported', 'erased')
  );

-- The workspace's own moderation: at most so many newsletters to one person in so many days; null for no limit.
alter table workspaces
  add column most_letters smallint check (most_letters between 1 and 1000),
  add column most_letters_days smallint check (most_letters_days between 1 and 366),
  add check ((most_letters is null) = (most_letters_days is null));

-- The campaigns that a person may have had a letter of lately.
create index campaigns_lately on campaigns (workspace_id, coalesce(ended_at, 'infinity'))
  where kind = 'campaign' and class = 'marketing' and status not in ('draft', 'scheduled');

-- How many newsletters of a workspace reached a person in these days, or are on their way to them: those handed over or on the wire,
-- and those that wait in a campaign older than the one that asks. Of two campaigns that go out at once the younger so gives way, whichever
-- gate comes first. In PL/pgSQL to be planned once; asked only for people, or by workspaces, with a limit.
create function letters_lately(p_workspace bigint, p_campaign bigint, p_key bytea, p_days integer) returns bigint
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
declare
  v_since timestamptz := now() - make_interval(days => p_days);
begin
  return (
    select count(*)
    from campaigns c
    join deliveries d on d.campaign_id = c.id and d.address_key = p_key
    where c.workspace_id = p_workspace and c.kind = 'campaign' and c.class = 'marketing' and c.status not in ('draft', 'scheduled')
      and coalesce(c.ended_at, 'infinity') > v_since
      and c.id is distinct from p_campaign
      and case
            when d.state in ('accepted', 'attempting', 'uncertain') then coalesce(d.settled_at, d.first_attempt_at) > v_since
            when d.state in ('queued', 'deferred') then c.id < p_campaign and c.status in ('preparing', 'sending')
            else false
          end
  );
end $$;

-- The suppressions and wishes that speak of a letter of this class, for this list, to this address. A confirmed opt-in newer than a list or
-- marketing suppression, or than a snooze, wins for that one list; complaint, all and invalid need a lift. Inlined wherever it stands.
create function suppressions_against(p_workspace bigint, p_class text, p_key bytea, p_list bigint, p_contact bigint)
returns setof suppressions language sql stable as $$
  select s.*
  from suppressions s
  where s.address_key = p_key
    and s.lifted_at is null
    and (s.workspace_id = p_workspace or s.scope = 'invalid')
    and case s.scope
          when 'invalid' then true
          when 'all' then p_class <> 'list_admin'
          when 'marketing' then p_class in ('marketing', 'consent_request')
          when 'list' then p_class in ('marketing', 'consent_request') and s.list_id = p_list
          when 'snooze' then p_class = 'marketing' and s.until > now()
          else p_class = 'marketing'
        end
    and not (
      s.scope in ('list', 'marketing', 'snooze') and s.reason <> 'complaint'
      and exists (
        select from subscriptions o
        where o.list_id = p_list and o.contact_id = p_contact and o.confirmed_at > s.suppressed_at
      )
    )
$$;

-- The "no"s among them: what the freeze, an import and a page ask about. Wishes are about the moment of leaving, the gate's alone.
create or replace function stopping_scopes(p_workspace bigint, p_class text, p_address_key bytea, p_list bigint, p_contact bigint)
returns setof text language sql stable as $$
  select s.scope from suppressions_against(p_workspace, p_class, p_address_key, p_list, p_contact) s
  where s.scope not in ('snooze', 'fewer')
$$;

-- What can stop a letter at the gate. Of several the first one named here is written into its row.
create type stop as enum (
  'contact-deleted', 'address-changed',
  'suppressed-invalid', 'suppressed-all', 'suppressed-marketing', 'suppressed-list',
  'snoozed', 'fewer-letters', 'workspace-cap'
);

create function stop_of(p_scope text) returns stop language sql immutable as $$
  select (case p_scope when 'snooze' then 'snoozed' when 'fewer' then 'fewer-letters' else 'suppressed-' || p_scope end)::stop
$$;

-- Everything that stands in a letter's way, with the suppression that says so; no row means it may go. `p_most` and `p_days` are the
-- workspace's limit, `p_contact_key` the contact's address as it is now. The gate takes the least of the rows; whoever asks why reads
-- them all.
create function what_stops(
  p_workspace bigint, p_class text, p_most smallint, p_days smallint,
  p_campaign bigint, p_key bytea, p_list bigint, p_contact bigint, p_contact_key bytea
) returns table (stop stop, suppression_id bigint)
language sql stable as $$
  select (case when p_contact_key is null then 'contact-deleted' else 'address-changed' end)::stop, null::bigint
  where p_contact is not null and p_contact_key is distinct from p_key
  union all
  select stop_of(s.scope), s.id
  from suppressions_against(p_workspace, p_class, p_key, p_list, p_contact) s
  where s.scope <> 'fewer' or letters_lately(p_workspace, p_campaign, p_key, s.days) >= s.most
  union all
  select 'workspace-cap'::stop, null::bigint
  where p_most is not null and p_class = 'marketing' and letters_lately(p_workspace, p_campaign, p_key, p_days) >= p_most
$$;

-- As before, with one question in place of three. It is asked about suspects alone: nearly all letters are cleared by one look into an
-- index, as ever (asking it about each would cost 2 to 3 µs of 24 more).
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
    select m.id, m.workspace_id, m.class, w.most_letters, w.most_letters_days
    from (select distinct id from unnest(v_campaigns) u(id)) u
    join campaigns m on m.id = u.id and m.status = 'sending'
    join workspaces w on w.id = m.workspace_id
    where not exists (select from holding_journals(m.workspace_id, m.class))
  ), judged as materialized (
    -- A locked row's list and contact are what they were when it was locked; everything else is looked at now. Materialized, or the
    -- question would be repeated for every column that depends on it.
    select e.place, e.campaign_id, e.address_key, e.letter_no,
      case when c.address_key is distinct from e.address_key and e.contact_id is not null
          or exists (select from suppressions s where s.address_key = e.address_key)
          or m.most_letters is not null
        then (select min(w.stop)::text from what_stops(m.workspace_id, m.class, m.most_letters, m.most_letters_days, e.campaign_id, e.address_key, e.list_id, e.contact_id, c.address_key) w)
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

-- A snooze takes newsletters back as a "no" does; who wants fewer loses none that waits: the gate counts when it comes to it.
create or replace function letters_in_scope(p_workspace bigint, p_key bytea, p_scope text, p_list bigint)
returns setof deliveries language sql stable as $$
  select d.*
  from campaigns c
  join deliveries d on d.campaign_id = c.id and d.address_key = p_key
  where (c.workspace_id = p_workspace or p_scope = 'invalid')
    and (c.status in ('preparing', 'sending', 'paused', 'cancelling') or c.ended_at > clock_timestamp() - interval '15 minutes')
    and case p_scope
          when 'invalid' then true
          when 'all' then c.class <> 'list_admin'
          when 'marketing' then c.class in ('marketing', 'consent_request')
          when 'list' then c.class in ('marketing', 'consent_request') and d.list_id = p_list
          when 'snooze' then c.class = 'marketing'
          else false
        end
$$;

create or replace function withhold(p_workspaces bigint[], p_keys bytea[], p_scopes text[], p_lists bigint[], out moved_places integer[], out wire_places integer[])
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
  cross join lateral letters_in_scope(u.workspace_id, u.address_key, u.scope, u.list_id) l
  where l.state = 'attempting' or l.state = 'uncertain' and l.wire_until > clock_timestamp();
end $$;
