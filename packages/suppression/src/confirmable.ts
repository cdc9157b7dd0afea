import type { Db } from '@hikyaku/database';
import { maskAddress } from '@hikyaku/message';
import { sql } from 'kysely';

/** Somebody whose subscription may be confirmed, as the page of a confirmation link shows them. `stopped`: a "no" that no opt-in overrules. */
export type PersonOnList = {
  contactId: string;
  maskedEmail: string;
  listName: string;
  senderName: string;
  locale: 'ja' | 'en';
  stopped: boolean;
};

/** Looks the person up; undefined when they, or their place on the list, are gone. */
export async function confirmable(
  db: Db,
  { workspaceId, addressKey, listId }: { workspaceId: string; addressKey: Buffer; listId: string },
): Promise<PersonOnList | undefined> {
  const { rows } = await sql<Omit<PersonOnList, 'maskedEmail'> & { email: string }>`
    select c.id as "contactId", c.email, l.name as "listName", w.legal_name as "senderName", w.locale,
      exists (
        select from stopping_scopes(c.workspace_id, 'marketing', c.address_key, s.list_id, c.id)
      ) as stopped
    from contacts c
    join subscriptions s on s.contact_id = c.id and s.list_id = ${listId}
    join lists l on l.id = s.list_id
    join workspaces w on w.id = c.workspace_id
    where c.workspace_id = ${workspaceId} and c.address_key = ${addressKey}
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { email, ...person } = row;
  return { ...person, maskedEmail: maskAddress(email) };
}
