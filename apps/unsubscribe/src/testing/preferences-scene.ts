import { type Db, publicId } from '@hikyaku/database';
import { mintPersonToken } from '@hikyaku/suppression';
import { keyring, type Scene } from './scene.ts';

/** A list that the scene's reader is on, and how the page names it. */
export type JoinedList = { id: string; named: string };

/** Puts the scene's reader on a list of this name. */
export async function joinList(db: Db, scene: Scene, name: string): Promise<JoinedList> {
  const workspace_id = scene.workspaceId;
  const { id } = await db.insertInto('lists').values({ workspace_id, name }).returning('id').executeTakeFirstOrThrow();
  const contact = await db
    .selectFrom('contacts')
    .select('id')
    .where('workspace_id', '=', workspace_id)
    .where('address_key', '=', scene.addressKey)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('subscriptions')
    .values({ workspace_id, list_id: id, contact_id: contact.id, state: 'active', basis: 'consent', source: 'test' })
    .execute();
  return { id, named: publicId('list', id) };
}

/** A link to the reader's settings as a letter carries it, good for longer than the tests, or until a moment. */
export function preferencesToken(scene: Scene, until = new Date('2099-01-01T00:00:00Z')): string {
  const subject = { workspaceId: scene.workspaceId, addressKey: scene.addressKey, listId: null };
  return mintPersonToken(keyring, 'preferences', subject, until);
}
