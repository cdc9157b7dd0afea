import type { Db } from '@hikyaku/database';
import type { Waiting } from '@hikyaku/ledger';
import type { Left } from '../leave.ts';
import { leaveTogether } from '../leave-together.ts';
import { type Held, holdersTogether } from '../letter-holder.ts';
import { rememberLists } from '../remember-lists.ts';
import type { TokenSubject } from '../unsubscribe-token.ts';
import type { OptOut } from './journal-line.ts';
import { type Keeping, openKeeper } from './keeper.ts';

/**
 * How an opt-out through the door ended: as `leave` does, or `recorded`: it is on this machine's disk, no gate that looks from now on
 * lets a letter of that scope through, and it is carried out as soon as the database answers.
 */
export type Passed = Left | { kind: 'recorded' };

/** The door that does not shut while the database is away. */
export type Door = {
  /** Carries out an opt-out, or keeps it in the journal; rejects only when it could be stored nowhere. */
  leave(optOut: OptOut, waiting?: Waiting): Promise<Passed>;
  /** Looks up whom a token speaks of, sharing the question with whoever asks at the same moment; undefined as for `ask`. */
  holderOf(subject: TokenSubject): Promise<Held | undefined>;
  /** The same without the person, for an answer that names nobody: a list that was looked up within a minute is remembered. */
  senderOf(subject: TokenSubject): Promise<Held | undefined>;
  /** Asks the database something; undefined where it does not answer, or answers with an error. */
  ask<Answer>(question: (db: Db) => Promise<Answer>): Promise<Answer | undefined>;
  /** Whether the database answered when it was last asked. */
  inTouch(): boolean;
  /** Resolves when the database has been asked for the first time: before that, everything would be recorded only. */
  asked: Promise<void>;
  /** Carries out what it can, signs off, and ends. The journal stays where something is left in it. */
  close(): Promise<void>;
};

/** Opens a door over a journal, and begins to keep it. */
export function openDoor(keeping: Keeping): Door {
  const keeper = openKeeper(keeping);
  const { journal, work, onTrouble } = keeping;
  const leave = leaveTogether(work.db);
  const holderOf = holdersTogether(work.db);

  /** The answer, unless touch with the database is lost first; an error is told, and is no answer. */
  function whileInTouch<Answer>(question: Promise<Answer>): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const forget = keeper.whenLost(() => resolve(undefined));
      question.then(resolve, (error: unknown) => {
        onTrouble(error);
        resolve(undefined);
      });
      void question.finally(forget).catch(() => {});
    });
  }

  async function ask<Answer>(question: (db: Db) => Promise<Answer>): Promise<Answer | undefined> {
    return keeper.inTouch() ? whileInTouch(question(work.db)) : undefined;
  }

  return {
    ask,
    holderOf: (subject) => ask(() => holderOf(subject)),
    senderOf: rememberLists((subject) => ask(() => holderOf(subject))),
    async leave(optOut, waiting) {
      const { person, source, details } = optOut;
      const how = { reason: 'unsubscribed', source, details } as const;
      const left = await ask(() => leave({ person, how }, waiting));
      if (left !== undefined) return left;
      const seq = await journal.append(optOut);
      const sealed = keeper.sealed(seq);
      keeper.nudge();
      await sealed;
      return { kind: 'recorded' };
    },
    inTouch: () => keeper.inTouch(),
    asked: keeper.asked,
    async close() {
      await keeper.stop();
      await journal.close();
    },
  };
}
