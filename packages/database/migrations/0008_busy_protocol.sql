-- The send protocol for busy senders: one gate, one settlement and one read carry letters of all slots that a sender works.
--
-- A busy sender asks some hundreds of times a second about some hundreds of letters each, so planning is most of what could be saved:
-- these functions plan once for a connection. A plan is kept while its tables grow from nothing, so it must not read a table through,
-- however small that table was when it was made.

drop function gate(bigint, integer, bigint, bigint[], bytea[], integer[], smallint[]);

-- As before: first lock, then look, with a snapshot of its own. `p_keys` is the keys in a row, 16 bytes each; `p_slots` and `p_epochs`
-- say for each letter which slot it leaves by. What comes back is decided; what does not stays as it was (busy elsewhere, gone
-- round since it was composed, campaign not sending, lane paused, or the slot is no longer ours).
create function gate(
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

drop function settle(integer, bigint[], bytea[], integer[], smallint[], delivery_state[], text[], text[], timestamptz[], timestamptz[]);

-- Outcomes into rows, as before: fenced by the attempt number, so that nothing late overwrites a newer attempt; an acceptance that comes
-- late is the truth and is recorded; a letter that cannot be composed fails without an attempt; deferred rows move to new batches
-- with a due time of their own, in the slot they left by. One pass over the rows, which the letters' order by key and the nested loop
-- (nothing else is allowed) lock in that order: locking them first would cost another lookup and another record in the log for each.
create function settle(
  p_slots integer[], p_campaigns bigint[], p_keys bytea, p_letters integer[], p_attempts smallint[],
  p_states delivery_state[], p_reasons text[], p_replies text[], p_due timestamptz[], p_wire_until timestamptz[]
) returns integer
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
declare
  settled integer;
begin
  with told as materialized (
    select a.campaign_id, substr(p_keys, a.place::integer * 16 - 15, 16) as address_key, a.letter_no, a.attempt, a.slot_id,
      a.state, a.reason, a.reply, date_trunc('second', a.due_at) as due_at, a.wire_until
    from unnest(p_slots, p_campaigns, p_letters, p_attempts, p_states, p_reasons, p_replies, p_due, p_wire_until)
      with ordinality a(slot_id, campaign_id, letter_no, attempt, state, reason, reply, due_at, wire_until, place)
    order by 1, 2, 3
  ), later as materialized (
    select campaign_id, slot_id, due_at, new_id() as batch_id
    from (select distinct campaign_id, slot_id, due_at from told where state = 'deferred') q
  ), batch as (
    insert into batches (id, campaign_id, slot_id, due_at) select batch_id, campaign_id, slot_id, due_at from later
  ), moved as (
    update deliveries d
    set state = a.state, reason = a.reason, reply = a.reply, wire_until = a.wire_until,
        batch_id = case a.state when 'deferred'
          then (select l.batch_id from later l where l.campaign_id = a.campaign_id and l.slot_id = a.slot_id and l.due_at = a.due_at)
          else d.batch_id end,
        settled_at = case when a.state in ('queued', 'deferred') then null else clock_timestamp() end
    from told a
    where d.campaign_id = a.campaign_id and d.address_key = a.address_key and d.letter_no = a.letter_no and d.attempt = a.attempt
      and (d.state = 'attempting'
        or d.state = 'uncertain' and a.state not in ('uncertain', 'queued')
        or d.state in ('queued', 'deferred', 'withheld') and a.state = 'accepted'
        or d.state in ('queued', 'deferred') and a.state = 'failed')
    returning d.campaign_id, d.address_key, d.letter_no, d.list_id, d.contact_id, d.attempt, d.state, d.reason, d.reply
  ), unusual as (
    insert into exceptions (campaign_id, address_key, letter_no, kind)
    select campaign_id, address_key, letter_no, 'uncertain' from moved where state = 'uncertain'
  ), eventful as (
    insert into events (workspace_id, kind, campaign_id, address_key, letter_no, list_id, contact_id, details)
    select c.workspace_id, m.state::text, m.campaign_id, m.address_key, m.letter_no, m.list_id, m.contact_id,
      jsonb_build_object('attempt', m.attempt, 'reason', m.reason, 'reply', m.reply)
    from moved m join campaigns c on c.id = m.campaign_id
    where m.state in ('deferred', 'bounced', 'failed', 'uncertain')
  )
  select count(*) into settled from moved;
  return settled;
end $$;

-- The letters of a batch that may still leave, and what their people look like now. Nobody is locked: what changes meanwhile is
-- the gate's to see. A person who is gone, or whose address is another now, comes without an email. A batch is of one campaign, but
-- naming that too would let a planner without statistics (just after a freeze) read the whole campaign by the primary key.
create function read_batch(p_batch bigint) returns table (
  o_key bytea, o_letter integer, o_attempt smallint, o_first_attempt_at timestamptz, o_list bigint, o_contact bigint,
  o_email text, o_fields jsonb
)
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
begin
  return query
  select d.address_key, d.letter_no, d.attempt, d.first_attempt_at, d.list_id, d.contact_id, coalesce(c.email, t.email), c.fields
  from deliveries d
  left join contacts c on c.id = d.contact_id and c.address_key = d.address_key
  left join stream_letters t on d.contact_id is null
    and t.campaign_id = d.campaign_id and t.address_key = d.address_key and t.letter_no = d.letter_no
  where d.batch_id = p_batch and d.state in ('queued', 'deferred');
end $$;

-- The default lane has no patience of its own to respect: the relay's pool is the limit. A busy gate wants a hundred letters at once,
-- and each that is asked about holds a connection.
update lanes set connections_per_slot = 50 where name = 'default';

-- How late a sender's event loop has been since its last heartbeat, 99 turns of 100: what leases and time-outs are at the mercy of.
alter table senders add column loop_delay_ms real;
