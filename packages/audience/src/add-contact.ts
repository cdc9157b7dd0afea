import { atomically, type Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { addressKey, parseAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import type { AddressTakenProblem } from './change-address.ts';
import { type Consent, type ConsentProblem, consentProblem } from './consent.ts';
import { type Contact, readContacts } from './contact.ts';
import { checkFields, type FieldChanges, type FieldProblem } from './fields.ts';
import { joinLists, type UnknownListProblem, unknownList } from './join-lists.ts';

/** A person to add: an address in any spelling, fields, and the lists to join on the ground of a consent. */
export type NewContact = {
  workspaceId: string;
  email: string;
  fields?: FieldChanges | undefined;
  lists?: readonly string[] | undefined;
  consent?: Consent | undefined;
};

/** Why a person was not added or changed; `reason` is a sentence for whoever asked. */
export type ContactProblem =
  | { kind: 'bad-address'; reason: string }
  | { kind: 'consent-missing'; reason: string }
  | AddressTakenProblem
  | { kind: 'unknown-contact'; reason: string }
  | UnknownListProblem
  | ConsentProblem
  | FieldProblem;

/** The person as they are now and whether the call created them, or why nothing was done. */
export type AddedContact = { ok: true; contact: Contact; created: boolean } | { ok: false; problem: ContactProblem };

/** `confirm` makes new subscriptions pending until `confirmSubscription` (double opt-in; basis `consent` only). */
export type AddOptions = { confirm?: boolean | undefined; now?: Date | undefined };

/**
 * Adds a person, or merges the fields into the one who has this address already. A suppression of the address stays as it is:
 * adding somebody again, also after a deletion, never makes them receive what they refused.
 */
export async function addContact(
  db: Db,
  pepper: Buffer,
  value: NewContact,
  { confirm = false, now = new Date() }: AddOptions = {},
): Promise<AddedContact> {
  const parsed = parseAddress(value.email);
  if (!parsed.ok) return { ok: false, problem: { kind: 'bad-address', reason: parsed.reason } };
  const checked = checkFields(value.fields ?? {});
  if (!checked.ok) return checked;
  const listIds = [...new Set(value.lists)];
  const problem = groundProblem(listIds, value.consent, confirm, now);
  if (problem !== undefined) return { ok: false, problem };

  const person = {
    workspaceId: value.workspaceId,
    addressKey: addressKey(pepper, parsed.address),
    email: parsed.address.envelope,
    fields: checked.fields,
  };
  return atomically(db, async (tx) => {
    const unknown = await unknownList(tx, value.workspaceId, listIds);
    if (unknown !== undefined) return { ok: false, problem: unknown };
    const { id, created } = await upsert(tx, person);
    if (value.consent !== undefined) {
      const state = confirm ? 'pending' : 'active';
      await joinLists(tx, { ...person, contactId: id, listIds, consent: value.consent, state });
    }
    const [contact] = await readContacts(tx, value.workspaceId, [id]);
    if (contact === undefined) throw new Error(`Contact ${id} vanished inside the transaction that wrote it.`);
    return { ok: true, contact, created };
  });
}

/** Why these lists cannot be joined on this ground; undefined when they can, or when there is nothing to join. */
export function groundProblem(
  listIds: readonly string[],
  consent: Consent | undefined,
  confirm: boolean,
  now: Date,
): ContactProblem | undefined {
  if (consent === undefined) {
    if (listIds.length === 0) return undefined;
    const reason = 'Joining a list needs a consent: give its basis and its source.';
    return { kind: 'consent-missing', reason };
  }
  if (confirm && consent.basis !== 'consent') {
    const reason = `A double opt-in asks for consent, so its basis is "consent", not "${consent.basis}".`;
    return { kind: 'bad-consent', reason };
  }
  return consentProblem(consent, now);
}

type Person = { workspaceId: string; addressKey: Buffer; email: string; fields: FieldChanges };

async function upsert(db: Db, person: Person): Promise<{ id: string; created: boolean }> {
  const fields = JSON.stringify(person.fields);
  // `xmax = 0` tells an inserted row from one that the conflict clause updated.
  const { rows } = await sql<{ id: string; created: boolean; changed: boolean }>`
    with before as materialized (
      select fields from contacts where workspace_id = ${person.workspaceId} and address_key = ${person.addressKey}
    ), person as (
      insert into contacts (workspace_id, address_key, email, fields)
      values (${person.workspaceId}, ${person.addressKey}, ${person.email}, jsonb_strip_nulls(${fields}::jsonb))
      on conflict (workspace_id, address_key) do update
        set fields = jsonb_strip_nulls(contacts.fields || ${fields}::jsonb),
            updated_at = case when jsonb_strip_nulls(contacts.fields || ${fields}::jsonb) = contacts.fields
              then contacts.updated_at else clock_timestamp() end
      returning id, fields, xmax = 0 as created
    )
    select p.id, p.created, p.fields is distinct from b.fields as changed from person p left join before b on true
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('An upsert returned no row.');
  const about = { workspaceId: person.workspaceId, addressKey: person.addressKey, contactId: row.id };
  if (row.created) await record(db, [{ kind: 'contact-added', ...about }]);
  else if (row.changed) await record(db, [{ kind: 'contact-changed', ...about, details: { fields: true } }]);
  return row;
}
