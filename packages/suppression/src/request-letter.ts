import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/**
 * A letter that somebody asks for on a public page: to an address they typed (any workspace that knows it answers), or to the address of
 * the person whose link they hold. `rejoin` is the confirmation that brings one list back.
 */
export type LetterRequest = { addressKey: Buffer; locale: 'ja' | 'en' } & (
  | { kind: 'preferences'; typed: string }
  | { kind: 'preferences'; workspaceId: string }
  | { kind: 'rejoin'; workspaceId: string; listId: string }
);

/** Leaves the request for a sender. The same work whether anybody knows the address or not (WEB-4). */
export async function requestLetter(db: Db, request: LetterRequest): Promise<void> {
  const { kind, addressKey, locale } = request;
  if ('typed' in request) {
    await db
      .insertInto('letter_requests')
      .values({ kind, address_key: addressKey, email: request.typed, locale })
      .execute();
    return;
  }
  const listId = request.kind === 'rejoin' ? request.listId : null;
  await sql`
    insert into letter_requests (kind, address_key, email, workspace_id, list_id, locale)
    select ${kind}, c.address_key, c.email, c.workspace_id, ${listId}::bigint, ${locale}
    from contacts c
    where c.workspace_id = ${request.workspaceId} and c.address_key = ${addressKey}
      and (${listId}::bigint is null
        or exists (select from subscriptions s where s.list_id = ${listId}::bigint and s.contact_id = c.id))
  `.execute(db);
}
