-- How a row of the ledger may change, in SQL because each step must be one round trip and see the right snapshot.
--
-- Lock order everywhere: campaigns ascending, then the sender's row, then slots (advisory), then deliveries by key, then suppressions by key.
-- A gate holds its campaigns and its slot shared; pause, cancel and take-over hold them exclusively, and so never meet a gate half way.

-- The gate is the claim. First lock, then look: a statement's snapshot is older than the locks it waits for, so the look is a
-- second statement with a snapshot of its own. Rows that come back are decided; a row that does not come back stays as it was
-- (busy elsewhere, gone round since it was composed, campaign not sending, lane paused, or the slot is no longer ours).
create function gate(
  p_sender bigint, p_slot integer, p_epoch bigint,
  p_campaigns bigint[], p_keys bytea[], p_letters integer[], p_attempts smallint[]
) returns table (o_campaign bigint, o_key bytea, o_letter integer, o_attempt smallint, o_withheld text)
language plpgsql volatile as $$
declare
  v_campaigns bigint[];
  v_keys bytea[];
  v_letters integer[];
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'gate: transaction_isolation is %, it must be read committed', current_setting('transaction_isolation');
  end if;
  perform pg_advisory_xact_lock_shared(c.id) from (select distinct id from unnest(p_campaigns) u(id) order by id) c;
  perform pg_advisory_xact_lock_shared(p_slot);

  select array_agg(l.campaign_id), array_agg(l.address_key), array_agg(l.letter_no)
  into v_campaigns, v_keys, v_letters
  from (
    select d.campaign_id, d.address_key, d.letter_no
    from unnest(p_campaigns, p_keys, p_letters, p_attempts) a(campaign_id, address_key, letter_no, attempt)
    join deliveries d using (campaign_id, address_key, letter_no)
    where d.state in ('queued', 'deferred') and d.attempt = a.attempt
    order by d.campaign_id, d.address_key, d.letter_no
    for no key update of d skip locked
  ) l;

  perform from lane_slots s join lanes l on l.name = s.lane
  where s.id = p_slot and s.epoch = p_epoch and s.sender_id = p_sender and s.lease_until > clock_timestamp()
    and l.paused_at is null;
  if not found then
    return;
  end if;

  return query
  update deliveries d
  set state = case when v.withheld is null then 'attempting' else 'withheld' end::delivery_state,
      attempt = d.attempt + case when v.withheld is null then 1 else 0 end::smallint,
      sender_id = p_sender,
      reason = v.withheld,
      first_attempt_at = case when v.withheld is null then coalesce(d.first_attempt_at, clock_timestamp()) else d.first_attempt_at end,
      settled_at = case when v.withheld is null then null else clock_timestamp() end
  from (
    select e.campaign_id, e.address_key, e.letter_no,
      case
        when e.contact_id is not null and c.id is null then 'contact-deleted'
        when e.contact_id is not null and c.address_key <> e.address_key then 'address-changed'
        else (select 'suppressed-' || s.scope from stopping_scopes(m.workspace_id, m.class, e.address_key, e.list_id, e.contact_id) s(scope) limit 1)
      end as withheld
    from unnest(v_campaigns, v_keys, v_letters) k(campaign_id, address_key, letter_no)
    join deliveries e using (campaign_id, address_key, letter_no)
    join campaigns m on m.id = e.campaign_id and m.status = 'sending'
    left join contacts c on c.id = e.contact_id
  ) v
  where d.campaign_id = v.campaign_id and d.address_key = v.address_key and d.letter_no = v.letter_no
  returning d.campaign_id, d.address_key, d.letter_no, d.attempt, v.withheld;
end $$;

-- Outcomes into rows. Fenced by the attempt number, so that nothing late overwrites a newer attempt; an acceptance that comes late
-- is the truth and is recorded. A letter that cannot be composed fails without an attempt. Deferred rows move to new batches with a due time of their own, in the same statement.
create function settle(
  p_slot integer,
  p_campaigns bigint[], p_keys bytea[], p_letters integer[], p_attempts smallint[],
  p_states delivery_state[], p_reasons text[], p_replies text[], p_due timestamptz[], p_wire_until timestamptz[]
) returns integer language plpgsql volatile as $$
declare
  settled integer;
begin
  with moving as materialized (
    select d.campaign_id, d.address_key, d.letter_no, d.list_id, d.contact_id,
      a.attempt, a.state, a.reason, a.reply, a.wire_until, date_trunc('second', a.due_at) as due_at
    from unnest(p_campaigns, p_keys, p_letters, p_attempts, p_states, p_reasons, p_replies, p_due, p_wire_until)
      a(campaign_id, address_key, letter_no, attempt, state, reason, reply, due_at, wire_until)
    join deliveries d using (campaign_id, address_key, letter_no)
    where d.attempt = a.attempt
      and (d.state = 'attempting'
        or d.state = 'uncertain' and a.state not in ('uncertain', 'queued')
        or d.state in ('queued', 'deferred', 'withheld') and a.state = 'accepted'
        or d.state in ('queued', 'deferred') and a.state = 'failed')
    order by d.campaign_id, d.address_key, d.letter_no
    for no key update of d
  ), later as materialized (
    select campaign_id, due_at, new_id() as batch_id
    from (select distinct campaign_id, due_at from moving where state = 'deferred') q
  ), batch as (
    insert into batches (id, campaign_id, slot_id, due_at) select batch_id, campaign_id, p_slot, due_at from later
  ), unusual as (
    insert into exceptions (campaign_id, address_key, letter_no, kind)
    select campaign_id, address_key, letter_no, 'uncertain' from moving where state = 'uncertain'
  ), told as (
    insert into events (workspace_id, kind, campaign_id, address_key, letter_no, list_id, contact_id, details)
    select c.workspace_id, m.state::text, m.campaign_id, m.address_key, m.letter_no, m.list_id, m.contact_id,
      jsonb_build_object('attempt', m.attempt, 'reason', m.reason, 'reply', m.reply)
    from moving m join campaigns c on c.id = m.campaign_id
    where m.state in ('deferred', 'bounced', 'failed', 'uncertain')
  )
  update deliveries d
  set state = m.state, reason = m.reason, reply = m.reply, wire_until = m.wire_until,
      batch_id = coalesce(l.batch_id, d.batch_id),
      settled_at = case when m.state in ('queued', 'deferred') then null else clock_timestamp() end
  from moving m left join later l on l.campaign_id = m.campaign_id and l.due_at = m.due_at and m.state = 'deferred'
  where d.campaign_id = m.campaign_id and d.address_key = m.address_key and d.letter_no = m.letter_no;
  get diagnostics settled = row_count;
  return settled;
end $$;

-- Which letters a suppression speaks of: the campaigns that could still send one, or whose uncertain letters may still be read.
create function letters_in_scope(p_workspace bigint, p_key bytea, p_scope text, p_list bigint)
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
          else c.class in ('marketing', 'consent_request') and d.list_id = p_list
        end
$$;

-- Steps b and c of leaving: take back what waits, in key order; say how many letters are still on the wire. The caller repeats
-- until both are nothing.
create function withhold(p_workspaces bigint[], p_keys bytea[], p_scopes text[], p_lists bigint[], out moved integer, out on_the_wire integer)
language plpgsql volatile as $$
begin
  with waiting as materialized (
    select d.campaign_id, d.address_key, d.letter_no, a.scope
    from (
      select distinct on (l.campaign_id, l.address_key, l.letter_no) l.campaign_id, l.address_key, l.letter_no, u.scope
      from unnest(p_workspaces, p_keys, p_scopes, p_lists) u(workspace_id, address_key, scope, list_id)
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
    returning d.campaign_id, d.address_key, d.letter_no, d.list_id, d.contact_id, d.reason
  ), told as (
    insert into events (workspace_id, kind, campaign_id, address_key, letter_no, list_id, contact_id, details)
    select c.workspace_id, 'withheld', t.campaign_id, t.address_key, t.letter_no, t.list_id, t.contact_id,
      jsonb_build_object('reason', t.reason)
    from taken t join campaigns c on c.id = t.campaign_id
  )
  select count(*) into moved from taken;

  select count(*) into on_the_wire
  from unnest(p_workspaces, p_keys, p_scopes, p_lists) u(workspace_id, address_key, scope, list_id)
  cross join lateral letters_in_scope(u.workspace_id, u.address_key, u.scope, u.list_id) l
  where l.state = 'attempting' or l.state = 'uncertain' and l.wire_until > clock_timestamp();
end $$;

-- A free slot, or one's own: a new epoch either way. Null when it belongs to another, or the sender has been declared dead.
-- A dead owner's slot becomes free only through fence(), which knows which letters it held.
create function take_slot(p_slot integer, p_sender bigint, p_lease interval) returns bigint language plpgsql volatile as $$
declare
  v_epoch bigint;
begin
  -- Held to the end: fence() waits for it and then finds the slot, or has gone before and is seen here. Otherwise the last request
  -- of a process that has just died could take a slot that nobody frees again.
  perform from senders where id = p_sender and fenced_at is null for share;
  if not found then
    return null;
  end if;
  perform pg_advisory_xact_lock(p_slot);
  update lane_slots s
  set epoch = s.epoch + 1, sender_id = p_sender, lease_until = clock_timestamp() + p_lease
  where s.id = p_slot and (s.sender_id is null or s.sender_id = p_sender)
  returning s.epoch into v_epoch;
  return v_epoch;
end $$;

-- The sender never learned what a gate did (its connection was lost). A new epoch first, so that the gate cannot act any more;
-- then the rows it may have claimed go back.
create function unclaim(
  p_slot integer, p_sender bigint, p_lease interval,
  p_campaigns bigint[], p_keys bytea[], p_letters integer[], p_attempts smallint[]
) returns bigint language plpgsql volatile as $$
declare
  v_epoch bigint;
begin
  v_epoch := take_slot(p_slot, p_sender, p_lease);
  if v_epoch is null then
    return null;
  end if;
  with claimed as materialized (
    select d.campaign_id, d.address_key, d.letter_no
    from unnest(p_campaigns, p_keys, p_letters, p_attempts) a(campaign_id, address_key, letter_no, attempt)
    join deliveries d using (campaign_id, address_key, letter_no)
    where d.state = 'attempting' and d.sender_id = p_sender and d.attempt = a.attempt + 1
    order by d.campaign_id, d.address_key, d.letter_no
    for no key update of d
  )
  update deliveries d set state = 'queued'
  from claimed k
  where d.campaign_id = k.campaign_id and d.address_key = k.address_key and d.letter_no = k.letter_no;
  return v_epoch;
end $$;

-- Declare a sender dead, for good. Its slots are free from here on; its leased batches stay put until its letters are recovered.
create function fence(p_dead bigint) returns void language plpgsql volatile as $$
begin
  -- First, because it waits for slots and batches that its last requests are taking; none is taken after it.
  update senders set fenced_at = clock_timestamp() where id = p_dead and fenced_at is null;
  perform pg_advisory_xact_lock(s.id) from (select id from lane_slots where sender_id = p_dead order by id) s;
  update lane_slots set epoch = epoch + 1, sender_id = null, lease_until = '-infinity' where sender_id = p_dead;
end $$;

-- A campaign's next status, if it is in one of those named. Waits for gates that are under way, and they for it.
create function move_campaign(p_campaign bigint, p_from text[], p_to text, p_reason text default null) returns boolean
language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock(p_campaign);
  update campaigns
  set status = p_to, status_reason = p_reason, updated_at = clock_timestamp(),
      ended_at = case when p_to in ('finished', 'cancelled') then clock_timestamp() end
  where id = p_campaign and status = any(p_from);
  return found;
end $$;
