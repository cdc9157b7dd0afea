-- Hours of the night in which nobody is written to: a workspace's, in the time zone of whoever is written to.
alter table workspaces add column quiet_from time, add column quiet_until time;
alter table workspaces add check ((quiet_from is null) = (quiet_until is null)), add check (quiet_from <> quiet_until);

-- The time zone of a batch's people, where it is another than their workspace's.
alter table batches add column zone text;

-- A time zone that a contact's fields name, if this database knows it; null for anything else.
create function known_zone(p_zone text) returns text language plpgsql stable as $$
begin
  if p_zone is null or p_zone !~ '^[A-Za-z]{2,32}(/[A-Za-z0-9_+-]{1,32}){0,2}$' then
    return null;
  end if;
  perform now() at time zone p_zone;
  return p_zone;
exception when invalid_parameter_value then
  return null;
end $$;

-- When the quiet hours end that a moment falls into; null when it falls into none. An end that a change of the clocks leaves out is
-- an hour later, one that comes twice is the later of the two.
create function quiet_end(p_now timestamptz, p_zone text, p_from time, p_until time) returns timestamptz
language sql stable as $$
  select case
    when p_from < p_until and l.t >= p_from and l.t < p_until then (l.d + p_until) at time zone p_zone
    when p_from > p_until and l.t >= p_from then (l.d + 1 + p_until) at time zone p_zone
    when p_from > p_until and l.t < p_until then (l.d + p_until) at time zone p_zone
  end
  from (select (p_now at time zone p_zone)::date as d, (p_now at time zone p_zone)::time as t) l
$$;

-- When the next quiet hours begin.
create function quiet_begin(p_now timestamptz, p_zone text, p_from time) returns timestamptz language sql stable as $$
  select (l.d + case when l.t < p_from then 0 else 1 end + p_from) at time zone p_zone
  from (select (p_now at time zone p_zone)::date as d, (p_now at time zone p_zone)::time as t) l
$$;

-- Takes a campaign's next due batch in a slot for a sender, the longest due first, and says when it must be put down again.
-- Marketing that is due in its people's quiet hours is moved to their end, batch by batch and never letter by letter: new letters
-- and retries alike. The sender's row is held meanwhile: who declares it dead waits and finds the batch, or has gone before and
-- nothing is taken.
create function take_batch(p_slot integer, p_campaign bigint, p_sender bigint) returns table (o_batch bigint, o_seconds double precision)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off
as $$
declare
  v_zone text;
  v_from time;
  v_until time;
  v_batch_zone text;
begin
  perform from senders where id = p_sender and fenced_at is null for share;
  if not found then
    return;
  end if;
  select w.time_zone, case when c.class = 'marketing' then w.quiet_from end, w.quiet_until
  into v_zone, v_from, v_until
  from campaigns c join workspaces w on w.id = c.workspace_id
  where c.id = p_campaign and c.status = 'sending' and not exists (select from holding_journals(c.workspace_id, c.class));
  if not found then
    return;
  end if;
  if v_from is not null then
    update batches b set due_at = quiet_end(clock_timestamp(), coalesce(b.zone, v_zone), v_from, v_until)
    where b.slot_id = p_slot and b.campaign_id = p_campaign and b.state = 'ready' and b.due_at <= clock_timestamp()
      and quiet_end(clock_timestamp(), coalesce(b.zone, v_zone), v_from, v_until) is not null;
  end if;
  update batches b set state = 'leased', sender_id = p_sender
  from (
    select r.id from batches r
    where r.slot_id = p_slot and r.campaign_id = p_campaign and r.state = 'ready' and r.due_at <= clock_timestamp()
    order by r.due_at, r.id
    limit 1
    for update of r skip locked
  ) next
  where b.id = next.id
  returning b.id, b.zone into o_batch, v_batch_zone;
  if found then
    o_seconds := extract(epoch from quiet_begin(clock_timestamp(), coalesce(v_batch_zone, v_zone), v_from) - clock_timestamp());
    return next;
  end if;
end $$;

-- What receivers have answered to a campaign's letters, by slot and day (UTC), as it was settled. Not the books, which are rows of
-- letters, but what is judged while letters are still on their way.
create table tallies (
  campaign_id bigint not null references campaigns on delete cascade,
  slot_id integer not null references lane_slots,
  day date not null,
  accepted integer not null default 0,
  -- There is no such address.
  invalid integer not null default 0,
  -- Refused for good, for another reason.
  bounced integer not null default 0,
  throttled integer not null default 0,
  -- For the sender's name: among the bounced, or tried again.
  blocked integer not null default 0,
  complaints integer not null default 0,
  primary key (campaign_id, slot_id, day)
) with (fillfactor = 50);

-- As before, with two things more: a deferred letter's new batch keeps the time zone of its old one, and answers are tallied.
create or replace function settle(
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
    select campaign_id, slot_id, due_at, zone, new_id() as batch_id
    from (
      select distinct a.campaign_id, a.slot_id, a.due_at, b.zone
      from told a
      join deliveries d on d.campaign_id = a.campaign_id and d.address_key = a.address_key and d.letter_no = a.letter_no
      left join batches b on b.id = d.batch_id
      where a.state = 'deferred'
    ) q
  ), batch as (
    insert into batches (id, campaign_id, slot_id, due_at, zone) select batch_id, campaign_id, slot_id, due_at, zone from later
  ), moved as (
    update deliveries d
    set state = a.state, reason = a.reason, reply = a.reply, wire_until = a.wire_until,
        batch_id = case a.state when 'deferred'
          then coalesce((
            select l.batch_id from later l
            where l.campaign_id = a.campaign_id and l.slot_id = a.slot_id and l.due_at = a.due_at
              and l.zone is not distinct from (select b.zone from batches b where b.id = d.batch_id)
          ), d.batch_id)
          else d.batch_id end,
        settled_at = case when a.state in ('queued', 'deferred') then null else clock_timestamp() end
    from told a
    where d.campaign_id = a.campaign_id and d.address_key = a.address_key and d.letter_no = a.letter_no and d.attempt = a.attempt
      and (d.state = 'attempting'
        or d.state = 'uncertain' and a.state not in ('uncertain', 'queued')
        or d.state in ('queued', 'deferred', 'withheld') and a.state = 'accepted'
        or d.state in ('queued', 'deferred') and a.state = 'failed')
    returning d.campaign_id, d.address_key, d.letter_no, d.list_id, d.contact_id, d.attempt, d.state, d.reason, d.reply, a.slot_id
  ), unusual as (
    insert into exceptions (campaign_id, address_key, letter_no, kind)
    select campaign_id, address_key, letter_no, 'uncertain' from moved where state = 'uncertain'
  ), eventful as (
    insert into events (workspace_id, kind, campaign_id, address_key, letter_no, list_id, contact_id, details)
    select c.workspace_id, m.state::text, m.campaign_id, m.address_key, m.letter_no, m.list_id, m.contact_id,
      jsonb_build_object('attempt', m.attempt, 'reason', m.reason, 'reply', m.reply)
    from moved m join campaigns c on c.id = m.campaign_id
    where m.state in ('deferred', 'bounced', 'failed', 'uncertain')
  ), tallied as (
    insert into tallies as t (campaign_id, slot_id, day, accepted, invalid, bounced, throttled, blocked)
    select campaign_id, slot_id, (clock_timestamp() at time zone 'UTC')::date,
      count(*) filter (where state = 'accepted'),
      count(*) filter (where state = 'bounced' and reason = 'invalid-address'),
      count(*) filter (where state = 'bounced' and reason <> 'invalid-address'),
      count(*) filter (where state = 'deferred' and reason = 'throttled'),
      count(*) filter (where state in ('deferred', 'bounced') and reason = 'blocked')
    from moved
    where state in ('accepted', 'bounced', 'deferred')
    group by campaign_id, slot_id
    order by campaign_id, slot_id
    on conflict (campaign_id, slot_id, day) do update
    set accepted = t.accepted + excluded.accepted, invalid = t.invalid + excluded.invalid, bounced = t.bounced + excluded.bounced,
        throttled = t.throttled + excluded.throttled, blocked = t.blocked + excluded.blocked
  )
  select count(*) into settled from moved;
  return settled;
end $$;
