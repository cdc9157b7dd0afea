import type { Db } from '@hikyaku/database';
import { addressKey, parseAddress } from '@hikyaku/message';
import { type AddedContact, addContact, type AddOptions, type NewContact } from './add-contact.ts';
import type { Contact, SuppressionScope } from './contact.ts';
import { createList } from './lists.ts';

/** The pepper of these tests. */
export const pepper = Buffer.alloc(32, 7);

/** A consent that nothing is wrong with. */
export const consent = { basis: 'consent', source: 'test form' } as const;

/** A workspace of one test's own; its id. */
export async function newWorkspace(db: Db): Promise<string> {
  const { id } = await db
    .insertInto('workspaces')
    .values({ name: 'Test', legal_name: 'Test KK', postal_address: 'Tokyo', contact: 'help@example.com' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A list in it; its id. */
export async function newList(db: Db, workspaceId: string, name = 'News'): Promise<string> {
  const created = await createList(db, { workspaceId, name });
  if (!created.ok) throw new Error(created.problem.reason);
  return created.list.id;
}

/** The contact that adding this person gives; throws where the test expects no problem and there is one. */
export async function added(db: Db, value: NewContact, options?: AddOptions): Promise<Contact> {
  const answer: AddedContact = await addContact(db, pepper, value, options);
  if (!answer.ok) throw new Error(answer.problem.reason);
  return answer.contact;
}

/** The address key of a text that is an address. */
export function keyOf(email: string): Buffer {
  const parsed = parseAddress(email);
  if (!parsed.ok) throw new Error(parsed.reason);
  return addressKey(pepper, parsed.address);
}

/** A "no" as the suppression package would write it; its id. */
export async function suppress(
  db: Db,
  value: { workspaceId: string; email: string; scope: SuppressionScope; listId?: string; reason?: string },
): Promise<string> {
  const { id } = await db
    .insertInto('suppressions')
    .values({
      address_key: keyOf(value.email),
      scope: value.scope,
      workspace_id: value.scope === 'invalid' ? null : value.workspaceId,
      list_id: value.listId ?? null,
      reason: value.reason ?? 'unsubscribed',
      source: 'test',
      masked_email: 'x***',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The kinds of events recorded about an address in a workspace, in order. */
export async function eventsOf(db: Db, workspaceId: string, email: string): Promise<string[]> {
  const rows = await db
    .selectFrom('events')
    .select('kind')
    .where('workspace_id', '=', workspaceId)
    .where('address_key', '=', keyOf(email))
    .orderBy('id')
    .execute();
  return rows.map((row) => row.kind);
}
