import type { Db } from '@hikyaku/database';
import { type DeadEnd, holdLost } from '@hikyaku/suppression';
import { sql } from 'kysely';
import { atLeast } from '../brake/judge.ts';

/** So many known addresses of one receiver, lost within an hour, make it doubtful … */
const leastLost = 10;
/** … when they are beyond doubt more than this share of its answers. People change; one in twenty does not within a newsletter. */
const mostShare = 0.05;

/**
 * Holds back the giving up of addresses where a receiver suddenly calls many invalid that took letters before, inside the caller's
 * transaction and after these were given up: theirs, and those of the last hour, are lifted again and wait for an operator. The books keep
 * what the receiver said.
 */
export async function doubt(tx: Db, gone: readonly DeadEnd[]): Promise<void> {
  if (gone.length === 0) return;
  for (const domain of await noteLost(tx, gone)) {
    const { lost, answered } = await lostOf(tx, domain);
    if (lost >= leastLost && atLeast(lost, answered) > mostShare) await holdLost(tx, domain);
  }
}

/** Notes those that took a letter of the same workspace within ninety days; answers their domains. */
async function noteLost(tx: Db, gone: readonly DeadEnd[]): Promise<string[]> {
  const { rows } = await sql<{ domain: string }>`
    insert into lost_addresses (domain, workspace_id, campaign_id, address_key, letter_no, evidence, state)
    select substring(lower(p.email) from '[^@]+$'), c.workspace_id, d.campaign_id, d.address_key, d.letter_no, coalesce(s.note, ''), 'given-up'
    from unnest(
      ${gone.map(({ letter }) => letter.campaignId)}::bigint[],
      ${gone.map(({ letter }) => letter.addressKey)}::bytea[],
      ${gone.map(({ letter }) => letter.letterNo)}::integer[]
    ) g(campaign_id, address_key, letter_no)
    join deliveries d using (campaign_id, address_key, letter_no)
    join campaigns c on c.id = d.campaign_id
    join contacts p on p.id = d.contact_id
    left join suppressions s on s.address_key = d.address_key and s.scope = 'invalid'
    where exists (
      select from campaigns o join deliveries x on x.campaign_id = o.id and x.address_key = d.address_key and x.state = 'accepted'
      where o.workspace_id = c.workspace_id and (o.ended_at is null or o.ended_at > clock_timestamp() - interval '90 days')
    )
    on conflict (campaign_id, address_key, letter_no) do nothing
    returning domain
  `.execute(tx);
  return [...new Set(rows.map((row) => row.domain))];
}

/** How many were lost within the hour, and how many letters their batches brought an answer for from the same domain. */
async function lostOf(tx: Db, domain: string): Promise<{ lost: number; answered: number }> {
  const { rows } = await sql<{ lost: number; answered: number }>`
    with lost as materialized (
      select d.batch_id from lost_addresses l join deliveries d using (campaign_id, address_key, letter_no)
      where l.domain = ${domain} and l.lost_at > clock_timestamp() - interval '1 hour'
    )
    select (select count(*) from lost)::integer as lost, (
      select count(*) from deliveries d join contacts p on p.id = d.contact_id
      where d.batch_id in (select batch_id from lost) and d.state in ('accepted', 'bounced')
        and substring(lower(p.email) from '[^@]+$') = ${domain}
    )::integer as answered
  `.execute(tx);
  return rows[0] ?? { lost: 0, answered: 0 };
}
