import type { Compose, Composition, DueLetter } from '../composer.ts';
import type { LineLimits } from '../line-pool.ts';
import type { Feedback } from '../pace/feedback.ts';
import type { Sender } from '../sender.ts';
import { type Batch, maySend, readBatch, takeBatch } from './batch.ts';
import type { Turns } from './turns.ts';
import type { Turnstile } from './turnstile.ts';

/**
 * A batch in this sender's hands: how many of its letters are being carried or were, whether all of them have been handed out, and how
 * soon those that were given back would like to be taken again.
 */
export type OpenBatch = {
  batch: Batch;
  inHand: number;
  begun: number;
  read: boolean;
  againAfterMs: number | undefined;
};

/** The site that a letter has leave of: what its line is held to, and who is told once what became of it. */
export type SiteLetter = { limits: () => LineLimits; ended: (feedback: Feedback) => void };

/** A letter that is due. `site`: where a site's own leave was asked for. */
export type Due = { open: OpenBatch; letter: DueLetter; compose: Compose; site?: SiteLetter };

/** A letter to carry. Its composition is begun already where that takes time, else made when it is asked for, once. */
export type Work = { due: Due; begun: boolean; composition: () => Composition | Promise<Composition> };

/** Where letters come from, and when there are none left. */
export type Reading = {
  sender: Sender;
  slotId: number;
  turns: Turns;
  goingOn: () => boolean;
  /** Called for each letter that is handed out. */
  onTaken: () => void;
  /** Called when a batch has no letter left to hand out. */
  onRead: (open: OpenBatch) => void;
  /** Asked when no campaign is in the round: whether one has come in since. `inVain`: the last that came had nothing. */
  moreMayCome: (inVain: boolean) => Promise<boolean>;
};

/** A batch with letters to hand out. */
type Shelved = { open: OpenBatch; letters: Iterator<DueLetter>; compose: Compose };

/** A slot's due letters, campaign by campaign in turns. One batch of each campaign is open at a time. */
export async function* dueWork(reading: Reading): AsyncGenerator<Due, undefined> {
  const { turns, goingOn, onTaken, onRead } = reading;
  const shelf = new Map<string, Shelved>();
  const close = (campaignId: string, { open }: Shelved) => {
    shelf.delete(campaignId);
    open.read = true;
    onRead(open);
  };
  // Whoever came in and turned out to have no batch is not asked for again at once.
  let fruitful = true;
  try {
    while (goingOn()) {
      const campaignId = turns.next();
      if (campaignId === undefined) {
        if (!(await reading.moreMayCome(!fruitful))) return;
        fruitful = false;
        continue;
      }
      const shelved = shelf.get(campaignId) ?? (await openNext(reading, campaignId));
      if (shelved === undefined) {
        turns.leave(campaignId);
        continue;
      }
      shelf.set(campaignId, shelved);
      const { done, value: letter } = shelved.letters.next();
      if (done === true || !maySend(shelved.open.batch)) {
        close(campaignId, shelved);
        continue;
      }
      const { open, compose } = shelved;
      open.inHand += 1;
      onTaken();
      fruitful = true;
      yield { open, letter, compose };
    }
  } finally {
    for (const [campaignId, shelved] of shelf) close(campaignId, shelved);
  }
}

/**
 * Begins to compose a letter, or has it wait for a desk. Where the one before was made at once nothing is gained by that, and a letter that
 * waits for a hand has its memory. Whoever carries it sees why composing failed, if it does.
 */
export function beginComposing(due: Due, desks: Turnstile<Composition>): Work {
  const compose = () => due.compose(due.letter);
  if (madeAtOnce.has(due.compose)) return { due, begun: false, composition: compose };
  try {
    const composition = desks(compose);
    if (composition instanceof Promise) composition.catch(() => {});
    else madeAtOnce.add(due.compose);
    return { due, begun: true, composition: () => composition };
  } catch (error) {
    return { due, begun: true, composition: () => Promise.reject(error) };
  }
}

const madeAtOnce = new WeakSet<Compose>();

async function openNext({ sender, slotId, onRead }: Reading, campaignId: string): Promise<Shelved | undefined> {
  const batch = await takeBatch(sender.db, slotId, sender.life.senderId, campaignId);
  if (batch === undefined) return undefined;
  const open: OpenBatch = { batch, inHand: 0, begun: 0, read: false, againAfterMs: undefined };
  try {
    const letters = await readBatch(sender.db, batch);
    return { open, letters: letters.values(), compose: await sender.composer.open(campaignId, letters) };
  } catch (error) {
    open.read = true;
    onRead(open);
    throw error;
  }
}
