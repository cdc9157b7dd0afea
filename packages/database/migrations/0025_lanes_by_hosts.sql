-- Strangers whose mail hosts belong to a known receiver travel in that receiver's lane.

-- What was learned of a domain's mail hosts: their lane, or null when they are nobody's that is known; and for how long that may be believed.
alter table domain_lanes alter column lane drop not null, add column expires_at timestamptz;
alter table domain_lanes add check ((source = 'mx') = (expires_at is not null)), add check (lane is not null or source = 'mx');

-- When somebody looks next whether letters of a batch in the tail belong elsewhere; infinity when that is known of all of them.
alter table batches add column survey_at timestamptz not null default clock_timestamp();
create index batches_by_survey on batches (slot_id, survey_at) where state = 'ready' and survey_at < 'infinity';

-- The lane of a domain, as before: what the tables say goes before what was learned from its mail hosts.
create or replace function lane_of(p_domain text, p_one_tail boolean) returns text language plpgsql stable as $$
declare
  v_lane text;
  v_learned text;
begin
  select case d.source when 'table' then d.lane end, case when d.source = 'mx' and d.expires_at > now() then d.lane end
  into v_lane, v_learned
  from domain_lanes d where d.domain = p_domain;
  if v_lane is null then
    select d.lane into v_lane
    from (
      select '.' || array_to_string(labels[n:], '.') as above, n
      from (select string_to_array(p_domain, '.') as labels) q, generate_series(2, cardinality(labels)) n
    ) a join domain_lanes d on d.domain = a.above
    order by a.n limit 1;
  end if;
  v_lane := coalesce(v_lane, v_learned);
  if v_lane is null and p_one_tail then
    select name into v_lane
    from (select name, row_number() over (order by name) - 1 as nth, count(*) over () as many from lanes where tail) t
    where nth = abs(hashtext(p_domain)::bigint) % many;
  end if;
  return v_lane;
end $$;

-- The letters of a batch that may still leave, with their domains.
create function domains_in_batch(p_batch bigint) returns table (o_key bytea, o_letter integer, o_domain text) language sql stable as $$
  select d.address_key, d.letter_no, substring(lower(coalesce(c.email, t.email)) from '[^@]*$')
  from deliveries d
  left join contacts c on c.id = d.contact_id
  left join stream_letters t on d.contact_id is null
    and t.campaign_id = d.campaign_id and t.address_key = d.address_key and t.letter_no = d.letter_no
  where d.batch_id = p_batch and d.state in ('queued', 'deferred')
$$;

-- Moves those letters of a waiting batch in the tail whose domain has a lane of its own into batches of that lane, due when this one is;
-- answers to which slots, and how many. The batch is surveyed again at p_again. One that is in somebody's hands is left alone, and so
-- is a campaign that is being called off: that reads its batches in order, and must not miss one.
create function relane(p_batch bigint, p_again timestamptz) returns table (o_slot integer, o_letters integer)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off
as $$
declare
  v_batch batches%rowtype;
begin
  perform pg_advisory_xact_lock_shared(b.campaign_id) from batches b where b.id = p_batch;
  select b.* into v_batch
  from batches b join campaigns c on c.id = b.campaign_id and c.status in ('preparing', 'sending', 'paused')
  where b.id = p_batch and b.state = 'ready'
  for update of b skip locked;
  if not found then
    return;
  end if;

  return query
  with strangers as materialized (
    select * from domains_in_batch(p_batch)
  ), known as materialized (
    select q.domain, (slots_of_lane(q.lane))[1] as slot_id
    from (select domain, lane_of(domain, false) as lane from (select distinct o_domain as domain from strangers) d) q
    where q.lane is not null
  ), target as materialized (
    select slot_id, new_id() as batch_id from (select distinct slot_id from known where slot_id is not null) k
  ), opened as (
    insert into batches (id, campaign_id, slot_id, due_at, zone, survey_at)
    select batch_id, v_batch.campaign_id, slot_id, v_batch.due_at, v_batch.zone, 'infinity' from target
  ), moving as materialized (
    select d.campaign_id, d.address_key, d.letter_no, t.slot_id, t.batch_id
    from strangers s
    join known k on k.domain = s.o_domain
    join target t on t.slot_id = k.slot_id
    join deliveries d on d.campaign_id = v_batch.campaign_id and d.address_key = s.o_key and d.letter_no = s.o_letter
    where d.batch_id = p_batch and d.state in ('queued', 'deferred')
    order by d.campaign_id, d.address_key, d.letter_no
    for no key update of d
  ), moved as (
    update deliveries d set batch_id = m.batch_id
    from moving m
    where d.campaign_id = m.campaign_id and d.address_key = m.address_key and d.letter_no = m.letter_no
    returning m.slot_id
  )
  select slot_id, count(*)::integer from moved group by slot_id;

  -- A look of its own, after the letters have gone.
  update batches b
  set survey_at = p_again,
      state = case when exists (
        select from deliveries d where d.batch_id = b.id and d.state in ('queued', 'attempting', 'deferred')
      ) then 'ready' else 'closed' end
  where b.id = p_batch;
end $$;
