-- The lanes of many domains at once: what the tables say of the domain itself or of what it lies below goes before
-- what was learned from its mail hosts; null for one that nobody knows, or the tail lane that all its letters take.
create index domain_lanes_above on domain_lanes (domain) where domain like '.%';

create function lanes_of(p_domains text[], p_one_tail boolean) returns table (o_domain text, o_lane text) language sql stable as $$
  with above as materialized (
    select a.domain, a.lane, length(a.domain) as long from domain_lanes a where a.domain like '.%'
  ), tail as materialized (
    select array_agg(l.name order by l.name) as names from lanes l where l.tail
  )
  select q.domain, coalesce(
    case k.source when 'table' then k.lane end,
    (select a.lane from above a where right(q.domain, a.long) = a.domain order by a.long desc limit 1),
    case when k.source = 'mx' and k.expires_at > now() then k.lane end,
    case when p_one_tail then t.names[1 + abs(hashtext(q.domain)::bigint) % cardinality(t.names)] end
  )
  from unnest(p_domains) q(domain)
  cross join tail t
  left join domain_lanes k on k.domain = q.domain
$$;

-- The same for one domain.
create or replace function lane_of(p_domain text, p_one_tail boolean) returns text language sql stable as $$
  select o_lane from lanes_of(array[p_domain], p_one_tail)
$$;
