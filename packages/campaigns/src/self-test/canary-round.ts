import { sql } from 'kysely';
import { holdUnlessSound } from './hold.ts';
import type { SelfTestDeps } from './self-test.ts';

/** How often the way out of a campaign that is being sent is tried again. */
const everyMinutes = 10;

/**
 * Tries the way out of every newsletter that is being sent and was not tried for ten minutes; one whose way out has stopped working
 * is paused. Answers those it paused. Several senders may do it: a campaign just tried is left alone.
 */
export async function canaryRound(deps: SelfTestDeps): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from campaigns c
    where c.kind = 'campaign' and c.status = 'sending' and not exists (
      select from self_tests t
      where t.campaign_id = c.id and t.tested_at > clock_timestamp() - make_interval(mins => ${everyMinutes})
    )
    order by c.id
  `.execute(deps.db);
  const held: string[] = [];
  for (const { id } of rows) {
    const tested = await holdUnlessSound(deps, id);
    if (tested.kind === 'tested' && tested.findings.length > 0) held.push(id);
  }
  return held;
}
