import { atomically, type Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';
import type { FieldChanges } from './fields.ts';

/** Who confirms which subscription, with the facts that prove it, such as the form's version. */
export type Confirmation = {
  workspaceId: string;
  contactId: string;
  listId: string;
  evidence?: FieldChanges | undefined;
};

/**
 * The person's own confirmed opt-in, the second half of a double opt-in; false when there is no such subscription. It outweighs
 * earlier suppressions of this one list (never a complaint), so the caller must know that the person acted just now.
 */
export function confirmSubscription(db: Db, value: Confirmation): Promise<boolean> {
  return atomically(db, async (tx) => {
    const { rows } = await sql<{ address_key: Buffer }>`
      update subscriptions s
      set state = 'active', basis = 'consent', confirmed_at = clock_timestamp(),
          evidence = s.evidence || ${JSON.stringify(value.evidence ?? {})}::jsonb
      from contacts c
      where s.workspace_id = ${value.workspaceId} and s.list_id = ${value.listId} and s.contact_id = ${value.contactId}
        and c.id = s.contact_id
      returning c.address_key
    `.execute(tx);
    const [row] = rows;
    if (row === undefined) return false;
    const { workspaceId, contactId, listId } = value;
    await record(tx, [{ kind: 'confirmed', workspaceId, contactId, listId, addressKey: row.address_key }]);
    return true;
  });
}
