import type { Db } from '@hikyaku/database';
import { addressKey, parseAddress } from '@hikyaku/message';
import { type Contact, readContacts } from './contact.ts';

/** The contact, or undefined when this workspace has none with this id. */
export async function findContact(db: Db, workspaceId: string, contactId: string): Promise<Contact | undefined> {
  const [contact] = await readContacts(db, workspaceId, [contactId]);
  return contact;
}

/** The contact with this address in any spelling; undefined when there is none, or the text is no address. */
export async function findContactByEmail(
  db: Db,
  pepper: Buffer,
  value: { workspaceId: string; email: string },
): Promise<Contact | undefined> {
  const parsed = parseAddress(value.email);
  if (!parsed.ok) return undefined;
  const row = await db
    .selectFrom('contacts')
    .select('id')
    .where('workspace_id', '=', value.workspaceId)
    .where('address_key', '=', addressKey(pepper, parsed.address))
    .executeTakeFirst();
  return row && (await findContact(db, value.workspaceId, row.id));
}
