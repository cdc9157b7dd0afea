import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { type Address, addressKey } from '@hikyaku/message';
import { sql } from 'kysely';

/** A contact whose row the caller has locked, under its key of this moment. */
export type KnownContact = { workspaceId: string; contactId: string; addressKey: Buffer };

/** Another contact of the workspace has the address already. */
export type AddressTakenProblem = { kind: 'address-taken'; contactId: string; reason: string };

/** The key under which the contact is known from here on, or who has the address already. */
export type ChangedAddress = { ok: true; addressKey: Buffer } | { ok: false; problem: AddressTakenProblem };

/** Gives a locked contact a new address, or another spelling of the old one, and drops the lists that the old address refused. */
export async function changeAddress(
  db: Db,
  pepper: Buffer,
  person: KnownContact,
  address: Address,
): Promise<ChangedAddress> {
  const key = addressKey(pepper, address);
  const moved = !key.equals(person.addressKey);
  const other = moved ? await holderOf(db, person.workspaceId, key) : undefined;
  if (other !== undefined) {
    const reason = 'Another contact has this address already; delete one of the two first.';
    return { ok: false, problem: { kind: 'address-taken', contactId: other, reason } };
  }
  const refusedLists = moved ? await dropRefusedLists(db, person) : 0;
  await sql`
    update contacts set address_key = ${key}, email = ${address.envelope}, updated_at = clock_timestamp()
    where id = ${person.contactId}
  `.execute(db);
  // Told under both keys, so that the story of either address has it.
  const change = { kind: 'contact-changed', workspaceId: person.workspaceId, contactId: person.contactId } as const;
  const old = { ...change, addressKey: person.addressKey, details: { address: 'moved-away' } };
  const now = { ...change, addressKey: key, details: { address: moved ? 'moved-here' : 'respelled', refusedLists } };
  await record(db, moved ? [old, now] : [now]);
  return { ok: true, addressKey: key };
}

async function holderOf(db: Db, workspaceId: string, key: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('contacts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('address_key', '=', key)
    .executeTakeFirst();
  return row?.id;
}

async function dropRefusedLists(db: Db, person: KnownContact): Promise<number> {
  const { rows } = await sql`
    delete from subscriptions s
    where s.contact_id = ${person.contactId} and exists (
      select from stopping_scopes(s.workspace_id, 'marketing', ${person.addressKey}, s.list_id, s.contact_id) t(scope)
      where t.scope <> 'invalid'
    )
    returning s.list_id
  `.execute(db);
  return rows.length;
}
