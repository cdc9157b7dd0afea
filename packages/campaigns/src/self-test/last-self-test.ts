import type { Db } from '@hikyaku/database';
import { z } from 'zod';
import type { SelfTestFinding } from './try-way-out.ts';

/** The latest self-test of a campaign. */
export type LastSelfTest = { at: Date; passed: boolean; findings: SelfTestFinding[] };

const phrase = z.object({ ja: z.string(), en: z.string() });
const kept = z.array(z.object({ check: z.string(), title: phrase, seen: phrase, mend: phrase }));

/** What the latest self-test of a campaign found; undefined when it was never tried. */
export async function lastSelfTest(db: Db, campaignId: string): Promise<LastSelfTest | undefined> {
  const row = await db
    .selectFrom('self_tests')
    .select(['tested_at', 'findings'])
    .where('campaign_id', '=', campaignId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const findings = kept.parse(row.findings);
  return { at: row.tested_at, passed: findings.length === 0, findings };
}
