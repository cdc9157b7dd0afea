import { atomically, type Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { parseAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import { type ContactProblem, groundProblem } from './add-contact.ts';
import { changeAddress, type KnownContact } from './change-address.ts';
import type { Consent } from './consent.ts';
import { type Contact, readContacts } from './contact.ts';
import { checkFields, type FieldChanges } from './fields.ts';
import { joinLists, unknownList } from './join-lists.ts';

/**
 * What changes about a person; what is not named stays. `lists` is the whole set afterwards: lists not in it are dropped, and
 * joining others needs a `consent`.
 */
export type ContactChanges = {
  email?: string | undefined;
  fields?: FieldChanges | undefined;
  lists?: readonly string[] | undefined;
  consent?: Consent | undefined;
};

/** The person as they are now, or why nothing was changed. */
export type ChangedContact = { ok: true; contact: Contact } | { ok: false; problem: ContactProblem };

/**
 * Changes a person's address, fields or lists, all or nothing. A "no" travels with the person: lists whose letters a suppression
 * of the old address stops are dropped when the address changes; a mistyped address (scope `invalid`) stops nobody's new one.
 */
export async function changeContact(
  db: Db,
  pepper: Buffer,
  workspaceId: string,
  contactId: string,
  changes: ContactChanges,
  { now = new Date() }: { now?: Date | undefined } = {},
): Promise<ChangedContact> {
  const parsed = changes.email === undefined ? undefined : parseAddress(changes.email);
  if (parsed?.ok === false) return refuse({ kind: 'bad-address', reason: parsed.reason });
  const checked = checkFields(changes.fields ?? {});
  if (!checked.ok) return checked;

  return atomically(db, async (tx) => {
    const before = await lock(tx, workspaceId, contactId);
    if (before === undefined)
      return refuse({ kind: 'unknown-contact', reason: 'There is no such contact in this workspace.' });
    const known: KnownContact = { workspaceId, contactId, addressKey: before.addressKey };
    const lists = changes.lists === undefined ? undefined : await listsProblem(tx, known, changes, now);
    if (lists !== undefined) return refuse(lists);
    const moved = parsed === undefined ? undefined : await changeAddress(tx, pepper, known, parsed.address);
    if (moved?.ok === false) return moved;
    const person = moved === undefined ? known : { ...known, addressKey: moved.addressKey };
    if (changes.fields !== undefined) await changeFields(tx, person, checked.fields);
    if (changes.lists !== undefined) await setLists(tx, person, changes.lists, changes.consent);
    const [contact] = await readContacts(tx, workspaceId, [contactId]);
    if (contact === undefined) throw new Error(`Contact ${contactId} vanished while it was locked.`);
    return { ok: true, contact };
  });
}

async function lock(db: Db, workspaceId: string, contactId: string): Promise<{ addressKey: Buffer } | undefined> {
  return await db
    .selectFrom('contacts')
    .select('address_key as addressKey')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', contactId)
    .forUpdate()
    .executeTakeFirst();
}

async function listsProblem(
  db: Db,
  person: KnownContact,
  { lists = [], consent }: ContactChanges,
  now: Date,
): Promise<ContactProblem | undefined> {
  const current = await db
    .selectFrom('subscriptions')
    .select('list_id')
    .where('contact_id', '=', person.contactId)
    .execute();
  const joining = lists.filter((id) => current.every((row) => row.list_id !== id));
  return (await unknownList(db, person.workspaceId, lists)) ?? groundProblem(joining, consent, false, now);
}

async function changeFields(db: Db, person: KnownContact, fields: FieldChanges): Promise<void> {
  const merged = sql`jsonb_strip_nulls(fields || ${JSON.stringify(fields)}::jsonb)`;
  const { rows } = await sql`
    update contacts set fields = ${merged}, updated_at = clock_timestamp()
    where id = ${person.contactId} and fields <> ${merged}
    returning id
  `.execute(db);
  if (rows.length === 0) return;
  await record(db, [{ kind: 'contact-changed', ...person, details: { fields: true } }]);
}

async function setLists(
  db: Db,
  person: KnownContact,
  listIds: readonly string[],
  consent: Consent | undefined,
): Promise<void> {
  const { rows } = await sql<{ list_id: string }>`
    delete from subscriptions where contact_id = ${person.contactId} and list_id <> all(${[...listIds]}::bigint[])
    returning list_id
  `.execute(db);
  await record(
    db,
    rows.map((row) => ({ kind: 'contact-changed', ...person, listId: row.list_id, details: { list: 'dropped' } })),
  );
  if (consent !== undefined) await joinLists(db, { ...person, listIds, consent, state: 'active' });
}

function refuse(problem: ContactProblem): { ok: false; problem: ContactProblem } {
  return { ok: false, problem };
}
