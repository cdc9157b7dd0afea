import type { Db } from '@hikyaku/database';
import type { LetterKey } from '@hikyaku/ledger';
import { maskAddresses } from '@hikyaku/message';
import { writeSuppressions } from './write-suppressions.ts';

/**
 * An address that nobody can be reached at, by the letter that showed it. `evidence` is what the receiver said, in its own words;
 * addresses in it are masked before at most 500 characters of it are kept.
 */
export type DeadEnd = { letter: LetterKey; reason: 'invalid-address' | 'unreachable'; evidence: string };

/**
 * Suppresses addresses for the whole installation, whoever writes to them, inside the caller's transaction. The event belongs to the
 * workspace whose letter showed it. Ends only by an operator's lift.
 */
export async function giveUp(tx: Db, deadEnds: readonly DeadEnd[]): Promise<void> {
  if (deadEnds.length === 0) return;
  const workspaceOf = await workspacesOf(tx, deadEnds);
  await writeSuppressions(
    tx,
    deadEnds.map(({ letter, reason, evidence }) => {
      const note = kept(evidence);
      const { campaignId, letterNo } = letter;
      return {
        addressKey: letter.addressKey,
        workspaceId: null,
        scope: 'invalid',
        listId: null,
        reason,
        source: 'bounce',
        note,
        event: { workspaceId: workspaceOf.get(campaignId) ?? null, campaignId, letterNo, details: { evidence: note } },
      };
    }),
  );
}

const longestEvidence = 500;

/** No NUL (Postgres refuses it), no address, and not longer than a person would read. */
function kept(evidence: string): string {
  return maskAddresses(evidence.replaceAll('\0', '')).slice(0, longestEvidence).toWellFormed();
}

async function workspacesOf(db: Db, deadEnds: readonly DeadEnd[]): Promise<Map<string, string>> {
  const campaigns = await db
    .selectFrom('campaigns')
    .select(['id', 'workspace_id'])
    .where('id', 'in', [...new Set(deadEnds.map(({ letter }) => letter.campaignId))])
    .execute();
  return new Map(campaigns.map((campaign) => [campaign.id, campaign.workspace_id]));
}
