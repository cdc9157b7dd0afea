-- A From domain that a lane's receivers do not know yet: how many letters it may send there today.
create table warm_ups (
  domain text not null check (domain = lower(domain) and domain <> ''),
  lane text not null references lanes,
  -- The day (UTC) that ceiling and taken speak of, and which of the plan's days it is sent like.
  day date not null default (clock_timestamp() at time zone 'UTC')::date,
  step smallint not null default 1 check (step >= 1),
  -- Null when the plan has been gone through: no ceiling any more.
  ceiling integer check (ceiling > 0),
  taken integer not null default 0 check (taken >= 0),
  -- Why the ceiling is what it is, in words.
  note text not null,
  started_on date not null default (clock_timestamp() at time zone 'UTC')::date,
  primary key (domain, lane)
);

drop function take_batch(integer, bigint, bigint);

-- As before, and no more letters of a domain that is being warmed up than are left of its day: the batch in which the ceiling lies is
-- taken in part, those behind it are put off to the next day (of UTC) as they are. A day that has not begun yet, because nobody has
-- looked at the last one, is waited for.
create function take_batch(p_slot integer, p_campaign bigint, p_sender bigint) returns table (o_batch bigint, o_seconds double precision, o_most integer)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off
as $$
declare
  v_zone text;
  v_from time;
  v_until time;
  v_batch_zone text;
  v_domain text;
  v_lane text;
  v_day date;
  v_left integer;
  v_today date := (clock_timestamp() at time zone 'UTC')::date;
begin
  perform from senders where id = p_sender and fenced_at is null for share;
  if not found then
    return;
  end if;
  select w.time_zone, case when c.class = 'marketing' then w.quiet_from end, w.quiet_until,
    case when c.kind = 'campaign' then split_part(lower(c.from_email), '@', 2) end
  into v_zone, v_from, v_until, v_domain
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
  -- Held to the end, so that slots of one lane do not take what is left of a day twice.
  select u.lane, u.day, u.ceiling - u.taken into v_lane, v_day, v_left
  from lane_slots s join warm_ups u on u.lane = s.lane and u.domain = v_domain
  where s.id = p_slot and u.ceiling is not null
  for update of u;
  if v_day < v_today or v_left <= 0 then
    update batches b
    set due_at = case when v_day < v_today then clock_timestamp() + interval '2 seconds' else (v_today + 1)::timestamp at time zone 'UTC' end
    where b.slot_id = p_slot and b.campaign_id = p_campaign and b.state = 'ready' and b.due_at <= clock_timestamp();
    return;
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
    if v_left is not null then
      select least(count(*), v_left) into o_most from deliveries d where d.batch_id = o_batch and d.state in ('queued', 'deferred');
      update warm_ups set taken = taken + o_most where domain = v_domain and lane = v_lane;
    end if;
    o_seconds := extract(epoch from quiet_begin(clock_timestamp(), coalesce(v_batch_zone, v_zone), v_from) - clock_timestamp());
    return next;
  end if;
end $$;
