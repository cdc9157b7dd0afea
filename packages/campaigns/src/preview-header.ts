import type { Db } from '@hikyaku/database';
import { LetterRefusedError, letterHeader } from '@hikyaku/message';
import type { Rendered } from '@hikyaku/rendering';
import type { Campaign } from './find-campaign.ts';
import { letterFor } from './letter-for.ts';

/** To whom a preview is, what it says, the link it leaves by, and when. */
export type Previewed = { to: string; words: Rendered; wayOut: string; date: Date };

/**
 * The header of a campaign's letter as it would leave, for the first of its lists: one field each, folded as on the wire, without
 * MIME and signature. Empty while the draft has no From address that a letter can leave from.
 */
export async function previewHeader(
  db: Db,
  campaign: Campaign,
  { to, words, wayOut, date }: Previewed,
): Promise<string[]> {
  const [listId = null] = campaign.lists;
  const list =
    listId === null
      ? undefined
      : await db.selectFrom('lists').select('name').where('id', '=', listId).executeTakeFirst();
  const { id: campaignId, workspaceId, from } = campaign;
  const letter = letterFor(
    {
      campaignId,
      workspaceId,
      class: campaign.class,
      from,
      replyTo: campaign.replyTo ?? null,
      listNames: new Map(listId === null || list === undefined ? [] : [[listId, list.name]]),
    },
    {
      to: { email: to },
      words,
      messageId: `<preview@${from.email.split('@').at(-1)}>`,
      unsubscribe: { url: wayOut },
      listId,
      date,
    },
  );
  try {
    return letterHeader(letter);
  } catch (error) {
    if (error instanceof LetterRefusedError) return [];
    throw error;
  }
}
