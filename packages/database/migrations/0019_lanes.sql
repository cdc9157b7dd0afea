-- A lane for every destination: receivers that are known have one each, everybody else travels in the tail.

alter table lanes
  add column tail boolean not null default false,
  -- What the tables of receivers say. `agreed`: an operator said it, so it holds through a relay too.
  add column connections smallint not null default 10 check (connections between 1 and 500),
  add column letters_per_connection integer check (letters_per_connection >= 1),
  add column letters_per_second real check (letters_per_second > 0),
  add column agreed boolean not null default false,
  -- What an operator says of this one lane; null leaves it to the tables.
  add column own_connections smallint check (own_connections between 1 and 500),
  add column own_letters_per_connection integer check (own_letters_per_connection >= 1),
  add column own_letters_per_second real check (own_letters_per_second > 0),
  -- The lane's due time: one row instead of one for each of its batches. Nothing of it is woken or taken before.
  add column suspended_until timestamptz,
  add column suspended_reason text,
  add column strikes smallint not null default 0,
  drop column connections_per_slot;

-- What its owner last said of its pace; for eyes only, and stale once the slot has no owner.
alter table lane_slots add column pace jsonb, add column paced_at timestamptz;

-- The four slots of the one lane there was become the tail, with whatever waits in them.
insert into lanes (name, tail) select 'tail-' || n, true from generate_series(1, 4) n;
update lane_slots set lane = 'tail-' || position, position = 1 where lane = 'default';
update lanes t set paused_at = d.paused_at, paused_reason = d.paused_reason from lanes d where t.tail and d.name = 'default';
delete from lanes where name = 'default';

-- In which lane a domain travels: by the tables of receivers, or because its mail hosts were looked at. A name that begins with a dot
-- speaks of everything below it.
create table domain_lanes (
  domain text primary key,
  lane text not null references lanes,
  source text not null check (source in ('table', 'mx')),
  noted_at timestamptz not null default clock_timestamp()
);
create index domain_lanes_by_lane on domain_lanes (lane);

-- What was done to a lane, by whom and why. Append-only; the oldest go when there are more than anybody reads.
create table lane_log (
  id bigint primary key default new_id(),
  at timestamptz not null default clock_timestamp(),
  lane text not null references lanes,
  slot_id integer references lane_slots,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  details jsonb not null default '{}'
);
create index lane_log_by_lane on lane_log (lane, id);

-- The lane of a domain; for one that nobody knows null, or the tail lane that all its letters take.
create function lane_of(p_domain text, p_one_tail boolean) returns text language plpgsql stable as $$
declare
  v_lane text;
begin
  select d.lane into v_lane from domain_lanes d where d.domain = p_domain;
  if not found then
    select d.lane into v_lane
    from (
      select '.' || array_to_string(labels[n:], '.') as above, n
      from (select string_to_array(p_domain, '.') as labels) q, generate_series(2, cardinality(labels)) n
    ) a join domain_lanes d on d.domain = a.above
    order by a.n limit 1;
  end if;
  if v_lane is null and p_one_tail then
    select name into v_lane
    from (select name, row_number() over (order by name) - 1 as nth, count(*) over () as many from lanes where tail) t
    where nth = abs(hashtext(p_domain)::bigint) % many;
  end if;
  return v_lane;
end $$;

-- The slots of a lane in order; without a lane, those of the whole tail.
create function slots_of_lane(p_lane text) returns integer[] language sql stable as $$
  select array_agg(s.id order by s.lane, s.position)
  from lane_slots s join lanes l on l.name = s.lane
  where case when p_lane is null then l.tail else l.name = p_lane end
$$;
