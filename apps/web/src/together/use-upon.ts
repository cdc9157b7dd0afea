import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isProblem } from '../api/problem.ts';
import type { Forget, Send } from '../look/use-autosave.ts';
import { without } from '../look/without.ts';
import { collisions, type Fields } from './collisions.ts';

/** What several people write on, as the API shows it. */
export type Shared = Fields & { updatedAt: string; editedBy: string | null };

/** The state that a change was made upon, where one is known; `over`: what another wrote there is written over, knowingly. */
export type Upon = { basedOn?: string; over: boolean };

/** Where something is kept in the page, and how it is read and written; the same object from one render to the next. */
export type Doors<Thing extends Shared, Change extends object> = {
  key: readonly string[];
  read: () => Promise<Thing>;
  write: (change: Partial<Change>, upon: Upon) => Promise<Thing>;
};

/** Somebody else has changed it; `fields` are those that both did, of which a person has to choose one. */
export type Elsewhere = {
  by: string | null;
  at: string;
  fields: readonly string[];
};

/** Whose words stay where two people wrote the same. */
export type Whose = 'mine' | 'theirs';

/**
 * Sends changes upon the state that they were made on, one after another. What others changed meanwhile is taken in; where both changed
 * the same thing, a change waits until a person has chosen, and the page is not left before that unasked. `follow` tells of the thing as
 * it was last read, and whether something here is not sent yet; `took` of a state that this page has brought about in another way.
 */
export function useUpon<Thing extends Shared, Change extends object>({ key, read, write }: Doors<Thing, Change>) {
  const client = useQueryClient();
  const base = useRef<Shared>(undefined);
  const turn = useRef<Promise<void>>(Promise.resolve());
  const sending = useRef(0);
  const choose = useRef<(whose: Whose) => void>(undefined);
  const [elsewhere, setElsewhere] = useState<Elsewhere>();

  const follow = useCallback((current: Shared | undefined, isWriting: boolean) => {
    if (current === undefined || sending.current > 0) return;
    const before = base.current;
    const isNewer = before !== undefined && current.updatedAt > before.updatedAt;
    // What is being written was begun upon the state before: the API is to refuse it where both wrote the same.
    if (before === undefined || (isNewer && !isWriting)) base.current = current;
    if (isNewer) setElsewhere({ by: current.editedBy, at: current.updatedAt, fields: [] });
  }, []);

  const took = useCallback(
    (now: Thing) => {
      base.current = now;
      client.setQueryData(key, (old: object | undefined) => (old === undefined ? now : { ...old, ...now }));
    },
    [client, key],
  );

  /** What is left of a change after others have changed the same thing, once a person has chosen where they must. */
  const meet = useCallback(
    async (change: Partial<Change>, forget: Forget): Promise<{ change: Partial<Change>; over: boolean }> => {
      const before = base.current;
      const theirs = await read();
      const fields = before === undefined ? [] : collisions(before, theirs, { ...change });
      took(theirs);
      setElsewhere({ by: theirs.editedBy, at: theirs.updatedAt, fields });
      if (fields.length === 0) return { change, over: false };
      const whose = await new Promise<Whose>((resolve) => {
        choose.current = resolve;
      });
      choose.current = undefined;
      setElsewhere(undefined);
      if (whose === 'mine') return { change, over: true };
      forget(fields);
      return { change: without(change, fields), over: false };
    },
    [read, took],
  );

  const sendNow = useCallback(
    async (wanted: Partial<Change>, forget: Forget) => {
      // An answer from before this change would take it back from the page.
      void client.cancelQueries({ queryKey: key, exact: true });
      for (let left = { change: wanted, over: false }; Object.keys(left.change).length > 0; ) {
        const basedOn = base.current?.updatedAt;
        try {
          took(await write(left.change, { over: left.over, ...(basedOn !== undefined && { basedOn }) }));
          return;
        } catch (error) {
          if (!isProblem(error) || error.kind !== 'edited-meanwhile') throw error;
          left = await meet(left.change, forget);
        }
      }
    },
    [client, key, meet, took, write],
  );

  const send: Send<Partial<Change>> = useCallback(
    (change, forget) => {
      // At once where nothing is on its way: a page that is being left waits for no turn.
      const begun = sending.current === 0 ? sendNow(change, forget) : turn.current.then(() => sendNow(change, forget));
      sending.current += 1;
      const sent = begun.finally(() => {
        sending.current -= 1;
      });
      turn.current = sent.catch(() => undefined);
      return sent;
    },
    [sendNow],
  );

  const isUndecided = elsewhere !== undefined && elsewhere.fields.length > 0;
  useEffect(() => {
    if (!isUndecided) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUndecided]);

  return { send, follow, took, elsewhere, isUndecided, decide: (whose: Whose) => choose.current?.(whose) };
}
