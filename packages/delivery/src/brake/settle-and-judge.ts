import type { Settle } from '@hikyaku/ledger';
import { settleAndSuppress } from '../bounce/settle-and-suppress.ts';
import { brake } from './brake.ts';

/**
 * Settles letters; where an answer was that nobody is there, its campaign is judged at once, so that no more letters follow than
 * are in hand. What goes wrong with that is told: the outcomes are in the ledger, and the next answer is judged again.
 */
export function settleAndJudge(onTrouble: (error: unknown) => void): Settle {
  return async (db, letters) => {
    const settled = await settleAndSuppress(db, letters);
    const suspects = letters.filter(
      ({ outcome }) => outcome.state === 'bounced' && outcome.reason === 'invalid-address',
    );
    if (suspects.length > 0) {
      await brake(db, [...new Set(suspects.map(({ key }) => key.campaignId))]).catch(onTrouble);
    }
    return settled;
  };
}
