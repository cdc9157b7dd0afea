import { atomically, type Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';

/**
 * Deletes a contact and its subscriptions; false when there is none. Suppressions of the address stay. Letters still waiting
 * are withheld at the gate; one that is on the wire at this moment arrives.
 */
export function deleteContact(db: Db, workspaceId: string, contactId: string): Promise<boolean> {
  return atomically(db, async (tx) => {
    const row = await tx
      .deleteFrom('contacts')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', contactId)
      .returning('address_key')
      .executeTakeFirst();
    if (row === undefined) return false;
    await record(tx, [{ kind: 'contact-deleted', workspaceId, addressKey: row.address_key, contactId }]);
    return true;
  });
}
