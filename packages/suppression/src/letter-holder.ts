import type { Db } from '@hikyaku/database';
import { maskAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import type { TokenSubject } from './unsubscribe-token.ts';

/** What the page may say to whoever holds a letter: whose it is, masked, and from whom (WEB-4). */
export type LetterHolder = {
  senderName: string;
  locale: 'ja' | 'en';
  listName: string | null;
  maskedEmail: string | null;
  /** Which scopes already stop letters like this one: the page then says so instead of asking. */
  stopped: { list: boolean; marketing: boolean };
};

/** Looks up a verified token's sender, list and person; undefined when the workspace is gone. */
export async function letterHolder(db: Db, subject: TokenSubject): Promise<LetterHolder | undefined> {
  const { rows } = await sql<{
    legal_name: string;
    locale: 'ja' | 'en';
    list_name: string | null;
    email: string | null;
    scopes: string[];
  }>`
    select w.legal_name, w.locale, l.name as list_name, c.email,
      array(select stopping_scopes(w.id, 'marketing', ${subject.ref.addressKey}, ${subject.listId}, c.id)) as scopes
    from workspaces w
    left join lists l on l.workspace_id = w.id and l.id = ${subject.listId}
    left join contacts c on c.workspace_id = w.id and c.address_key = ${subject.ref.addressKey}
    where w.id = ${subject.workspaceId}
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const everything = row.scopes.some((scope) => scope !== 'list');
  return {
    senderName: row.legal_name,
    locale: row.locale,
    listName: row.list_name,
    maskedEmail: row.email === null ? null : maskAddress(row.email),
    stopped: { list: everything || row.scopes.includes('list'), marketing: everything },
  };
}
