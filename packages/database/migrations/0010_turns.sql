-- Campaigns take turns in a slot, so what is asked all the time is which of them have something due there: answered by one step of this
-- index for each, however many batches they have.
drop index batches_ready;
create index batches_ready on batches (slot_id, campaign_id, due_at) where state = 'ready';

-- The campaigns that wait in a slot, and when the first batch of each is due (paused ones included).
create function waiting_campaigns(p_slot integer) returns table (o_campaign bigint, o_due timestamptz)
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set jit = off
as $$
begin
  return query
  with recursive waiting as (
    (select b.campaign_id, b.due_at from batches b where b.slot_id = p_slot and b.state = 'ready' order by b.campaign_id, b.due_at limit 1)
    union all
    select n.campaign_id, n.due_at
    from waiting w
    cross join lateral (
      select b.campaign_id, b.due_at from batches b
      where b.slot_id = p_slot and b.state = 'ready' and b.campaign_id > w.campaign_id
      order by b.campaign_id, b.due_at limit 1
    ) n
  )
  select w.campaign_id, w.due_at from waiting w;
end $$;
