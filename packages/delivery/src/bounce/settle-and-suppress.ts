import type { Db } from '@hikyaku/database';
import { type Settled, settle } from '@hikyaku/ledger';
import { type DeadEnd, giveUp } from '@hikyaku/suppression';
import { doubt } from './doubt.ts';
import { type Blame, blame, isReplyClass } from './reply-class.ts';
import { wornOut } from './soft-bounces.ts';
import type { Wear } from './wear.ts';

/**
 * Settles letters, and gives up the addresses that these outcomes show to be dead ends, in one transaction: no crash comes between a
 * bounce and its suppression. What a receiver is not to be believed about is held. Letters that say nothing of their address (all accepted ones) are settled by the one statement alone.
 */
export async function settleAndSuppress(db: Db, letters: readonly Settled[]): Promise<number> {
  const telling = letters.filter((letter) => saysOfAddress(letter) !== 'none');
  if (telling.length === 0) return settle(db, letters);
  return db.transaction().execute(async (tx) => {
    const settled = await settle(tx, letters);
    const ends = await deadEnds(tx, telling);
    await giveUp(tx, ends);
    await doubt(
      tx,
      ends.filter(({ reason }) => reason === 'invalid-address'),
    );
    return settled;
  });
}

/**
 * What an outcome says of its letter's address. Days of trying that end without a letter taken may have been an ailment's. A
 * deferral is not asked about: its letter ends one day.
 */
function saysOfAddress({ outcome }: Settled): Blame {
  if (outcome.state === 'failed') return outcome.reason === 'expired' ? 'ailing' : 'none';
  return outcome.state === 'bounced' && isReplyClass(outcome.reason) ? blame(outcome.reason) : 'none';
}

async function deadEnds(tx: Db, letters: readonly Settled[]): Promise<DeadEnd[]> {
  const gone = letters.filter((letter) => saysOfAddress(letter) === 'gone');
  const ailing = letters.filter((letter) => saysOfAddress(letter) === 'ailing');
  const keys = ailing.map(({ key }) => key.addressKey);
  const worn = keys.length === 0 ? new Map<string, Wear>() : await wornOut(tx, keys);
  return [
    ...gone.map((letter): DeadEnd => ({ letter: letter.key, reason: 'invalid-address', evidence: replyOf(letter) })),
    ...ailing.flatMap((letter): DeadEnd[] => {
      const found = worn.get(letter.key.addressKey.toString('hex'));
      if (found === undefined) return [];
      return [{ letter: letter.key, reason: 'unreachable', evidence: `${inWords(found)}: ${replyOf(letter)}` }];
    }),
  ];
}

function replyOf({ outcome }: Settled): string {
  return ('reply' in outcome && outcome.reply) || '';
}

function inWords({ days, from, to }: Wear): string {
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return `refused on ${days} days from ${day(from)} to ${day(to)}, lastly`;
}
