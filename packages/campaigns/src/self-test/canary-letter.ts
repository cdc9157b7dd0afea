import { type Db, publicId } from '@hikyaku/database';
import type { Composer, Composition, DueLetter } from '@hikyaku/delivery';
import { addressKey, parseAddress } from '@hikyaku/message';
import type { Canary } from '@hikyaku/suppression';
import { sql } from 'kysely';

/** Whose letters are tried: the campaign and the list that its letters speak of. */
export type Tried = { workspaceId: string; campaignId: string; listId: string | null };

/** The workspace's reserved address; `.invalid` belongs to nobody (RFC 6761 §6.4). */
export function canaryOf(pepper: Buffer, workspaceId: string): Canary & { email: string } {
  const email = `canary@${publicId('workspace', workspaceId).replaceAll('_', '-')}.invalid`;
  const parsed = parseAddress(email);
  if (!parsed.ok) throw new Error(parsed.reason);
  return { workspaceId, addressKey: addressKey(pepper, parsed.address), email };
}

const mostPeople = 20;

/**
 * The letter that a person of the audience would get, made for the canary instead: its bytes are real, its fields are somebody's,
 * and it is never sent. The first of a few people for whom there is a letter decides; the last one's reason stands when none has.
 */
export async function canaryLetter(
  db: Db,
  composer: Composer,
  canary: Canary & { email: string },
  { campaignId, listId }: Tried,
): Promise<Composition> {
  const people = await someFields(db, listId);
  let composition: Composition = { ok: false, reason: '' };
  for (const fields of people) {
    const due: DueLetter = {
      ref: { campaignId, addressKey: canary.addressKey, letterNo: 0 },
      attempt: 0,
      firstAttemptAt: null,
      listId,
      contactId: null,
      email: canary.email,
      fields,
    };
    const compose = await composer.open(campaignId, [due]);
    composition = await compose(due);
    if (composition.ok) return composition;
  }
  return composition;
}

async function someFields(db: Db, listId: string | null): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ fields: Record<string, unknown> }>`
    select c.fields from subscriptions s join contacts c on c.id = s.contact_id
    where s.list_id = ${listId} and s.state = 'active'
    limit ${mostPeople}
  `.execute(db);
  return rows.length === 0 ? [{}] : rows.map(({ fields }) => fields);
}
