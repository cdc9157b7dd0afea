import type { Contact } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import { type StopFound, whatStops } from '@hikyaku/suppression';

/** Whether the next newsletter to a list would reach somebody on it: their place on it (`unconfirmed`, `left`), and what the gate would say. */
export type NextLetter = {
  listId: string;
  listName: string;
  goes: boolean;
  notMeant: 'unconfirmed' | 'left' | null;
  stops: StopFound[];
};

/**
 * Would they get the next newsletter, list by list, and why not? Asks the gate's own question about a letter that does not exist yet;
 * limits on how many newsletters may come are counted as they stand at this moment.
 */
export function nextLetters(db: Db, contact: Contact): Promise<NextLetter[]> {
  const { workspaceId, addressKey, id: contactId } = contact;
  return Promise.all(
    contact.lists.map(async ({ listId, listName, state }) => {
      const letter = { workspaceId, class: 'marketing', campaignId: null, addressKey, listId, contactId } as const;
      const stops = await whatStops(db, letter);
      const notMeant = state === 'active' ? null : state === 'pending' ? 'unconfirmed' : 'left';
      return { listId, listName, goes: notMeant === null && stops.length === 0, notMeant, stops };
    }),
  );
}
