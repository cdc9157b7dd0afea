import type { Composer } from '@hikyaku/delivery';
import { pauseFor } from './pause-for.ts';
import type { Stage } from './stage.ts';

/** What a simulated letter says: the facts it was composed from. */
export type LetterFacts = { composedFor: number; contactId: string | null; listId: string | null };

/** Composes letters that say what they were composed from, and takes a moment over it. */
export function factsComposer(stage: Stage): Composer {
  return {
    open: async () => async (letter) => {
      await pauseFor(stage.random.below(4));
      const facts: LetterFacts = {
        composedFor: letter.attempt,
        contactId: letter.contactId,
        listId: letter.listId,
      };
      return {
        ok: true,
        letter: {
          ref: letter.ref,
          attempt: letter.attempt,
          envelope: { from: 'b@example.com', to: letter.email },
          bytes: Buffer.from(JSON.stringify(facts)),
        },
        done: () => {},
      };
    },
  };
}

/** Reads them back. */
export function readFacts(bytes: Buffer): LetterFacts {
  return JSON.parse(bytes.toString());
}
