import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { isHostName, type Resolver } from '../dns/answer.ts';
import { holdDomainLanes } from '../shaping/publish-lanes.ts';
import { laneOfHosts, type Shaping } from '../shaping/shaping.ts';

/** How domains are looked at. What has no answer after `patienceMs` in all is left for another time. */
export type LookingUp = { resolver: Resolver; shaping: Shaping; patienceMs: number };

/** What a domain's mail hosts say: their lane, undefined when they are not all of one that is known. */
type Learned = { domain: string; lane: string | undefined; seconds: number };

const atATime = 50;
/** QUIRK: an MX record may say five minutes (RFC 1035 §3.2.1); which company's hosts it names changes less often. */
const shortestSeconds = 3_600;
const longestSeconds = 86_400;

/**
 * Asks for the mail hosts of domains and keeps in which lane each travels, for as long as its MX record says, within an hour and a day.
 * Answers the domains of which nothing was heard.
 */
export async function lookUpLanes(db: Db, domains: readonly string[], how: LookingUp): Promise<Set<string>> {
  const learned = await learn(domains, how);
  await keep(db, learned);
  const heard = new Set(learned.map(({ domain }) => domain));
  return new Set(domains.filter((domain) => !heard.has(domain)));
}

async function learn(domains: readonly string[], { patienceMs, ...how }: LookingUp): Promise<Learned[]> {
  const learned: Learned[] = [];
  const waiting = domains.values();
  const timeUp = Promise.withResolvers<'time is up'>();
  const timer = setTimeout(() => timeUp.resolve('time is up'), patienceMs);
  const askOn = async () => {
    for (const domain of waiting) {
      const said = await Promise.race([ask(domain, how), timeUp.promise]);
      if (said === 'time is up') return;
      if (said !== undefined) learned.push(said);
    }
  };
  await Promise.all(Array.from({ length: atATime }, askOn));
  clearTimeout(timer);
  return learned;
}

async function ask(domain: string, { resolver, shaping }: Omit<LookingUp, 'patienceMs'>): Promise<Learned | undefined> {
  if (!isHostName(domain)) return { domain, lane: undefined, seconds: longestSeconds };
  const answer = await resolver.mx(domain);
  if (answer.kind === 'trouble') return undefined;
  const hosts = answer.kind === 'found' ? answer.values.map(({ exchange }) => exchange) : [];
  const seconds = Math.min(longestSeconds, Math.max(shortestSeconds, answer.ttlSeconds));
  return { domain, lane: laneOfHosts(shaping, hosts), seconds };
}

/** A lane that was not published yet is nobody's for now. */
async function keep(db: Db, learned: readonly Learned[]): Promise<void> {
  if (learned.length === 0) return;
  await db.transaction().execute(async (tx) => {
    await holdDomainLanes(tx);
    await sql`
      insert into domain_lanes as d (domain, lane, source, expires_at)
      select u.domain, l.name, 'mx', clock_timestamp() + make_interval(secs => u.seconds)
      from unnest(
        ${learned.map(({ domain }) => domain)}::text[],
        ${learned.map(({ lane }) => lane ?? null)}::text[],
        ${learned.map(({ seconds }) => seconds)}::float8[]
      ) u(domain, lane, seconds) left join lanes l on l.name = u.lane
      on conflict (domain) do update set lane = excluded.lane, expires_at = excluded.expires_at, noted_at = clock_timestamp()
      where d.source = 'mx'
    `.execute(tx);
  });
}
