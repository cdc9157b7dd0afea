import type { Composition, DueLetter } from '../composer.ts';
import type { Sender } from '../sender.ts';
import { type Batch, maySend, readBatch, takeBatch } from './batch.ts';
import type { Turns } from './turns.ts';

/** A batch in this sender's hands: how many of its letters are being carried or were, and whether all of them have been handed out. */
export type OpenBatch = { batch: Batch; inHand: number; begun: number; read: boolean };

/** A letter to carry, its composition begun. */
export type Work = { open: OpenBatch; letter: DueLetter; composition: Promise<Composition> };

/** Where letters come from, and when there are none left. */
export type Reading = {
  sender: Sender;
  slotId: number;
  turns: Turns;
  goingOn: () => boolean;
  /** Called when a batch has no letter left to hand out. */
  onRead: (open: OpenBatch) => void;
  /** Asked when no campaign is in the round: whether one has come in since. */
  moreMayCome: () => Promise<boolean>;
};

/** A batch with letters to hand out. */
type Shelved = { open: OpenBatch; letters: Iterator<DueLetter>; compose: (letter: DueLetter) => Promise<Composition> };

/** A slot's due letters, campaign by campaign in turns. One batch of each campaign is open at a time. */
export async function* dueWork(reading: Reading): AsyncGenerator<Work, undefined> {
  const { turns, goingOn, onRead } = reading;
  const shelf = new Map<string, Shelved>();
  const close = (campaignId: string, { open }: Shelved) => {
    shelf.delete(campaignId);
    open.read = true;
    onRead(open);
  };
  // Whoever came in and turned out to have no batch is not asked for again.
  let fruitful = true;
  try {
    while (goingOn()) {
      const campaignId = turns.next();
      if (campaignId === undefined) {
        if (!fruitful || !(await reading.moreMayCome())) return;
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
      const composition = shelved.compose(letter);
      composition.catch(() => {});
      shelved.open.inHand += 1;
      fruitful = true;
      yield { open: shelved.open, letter, composition };
    }
  } finally {
    for (const [campaignId, shelved] of shelf) close(campaignId, shelved);
  }
}

async function openNext({ sender, slotId, onRead }: Reading, campaignId: string): Promise<Shelved | undefined> {
  const batch = await takeBatch(sender.db, slotId, sender.life.senderId, campaignId);
  if (batch === undefined) return undefined;
  const open: OpenBatch = { batch, inHand: 0, begun: 0, read: false };
  try {
    const letters = await readBatch(sender.db, batch);
    return { open, letters: letters.values(), compose: await sender.composer.open(campaignId, letters) };
  } catch (error) {
    open.read = true;
    onRead(open);
    throw error;
  }
}
