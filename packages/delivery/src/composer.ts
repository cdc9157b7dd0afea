import type { DeliveryRef } from '@hikyaku/message';
import type { ComposedLetter } from '@hikyaku/suppression';

/** A letter that is due: its row, and what its person looks like now. `attempt` is the row's number, before the attempt to come. */
export type DueLetter = {
  ref: DeliveryRef;
  attempt: number;
  firstAttemptAt: Date | null;
  listId: string | null;
  contactId: string | null;
  email: string;
  fields: Record<string, unknown>;
};

/**
 * A letter's final bytes, or why there can be none for this person. `done` is called when nobody reads the bytes any more: their
 * memory is written over then.
 */
export type Composition = { ok: true; letter: ComposedLetter; done: () => void } | { ok: false; reason: string };

/** Makes one letter, at once where nothing has to be waited for: a promise for each of millions is not for nothing. */
export type Compose = (letter: DueLetter) => Composition | Promise<Composition>;

/** Makes letters. `open` loads once what the letters of a batch share. */
export interface Composer {
  open(campaignId: string, letters: readonly DueLetter[]): Promise<Compose>;
}
