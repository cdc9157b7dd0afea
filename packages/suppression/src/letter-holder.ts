import { type Coalesced, coalesce, type Db } from '@hikyaku/database';
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

/** The holder, where there is one: none when the workspace is gone. */
export type Held = { holder?: LetterHolder };

/** Opens the look-up that whoever asks at the same moment shares: one statement for up to 200. */
export function holdersTogether(db: Db): Coalesced<TokenSubject, Held> {
  return coalesce((subjects: TokenSubject[]) => letterHolders(db, subjects), {
    most: 200,
    enough: 1,
    lullMs: 0,
    patienceMs: 0,
  });
}

/** Looks up a verified token's sender, list and person; undefined when the workspace is gone. */
export async function letterHolder(db: Db, subject: TokenSubject): Promise<LetterHolder | undefined> {
  const [held] = await letterHolders(db, [subject]);
  return held?.holder;
}

async function letterHolders(db: Db, subjects: readonly TokenSubject[]): Promise<Held[]> {
  const { rows } = await sql<Row>`
    select * from letter_holders(
      ${subjects.map(({ workspaceId }) => workspaceId)}::bigint[],
      ${subjects.map(({ ref }) => ref.addressKey)}::bytea[],
      ${subjects.map(({ listId }) => listId)}::bigint[]
    )
  `.execute(db);
  const held: Held[] = subjects.map(() => ({}));
  for (const row of rows) held[row.o_place - 1] = { holder: holderOf(row) };
  return held;
}

type Row = {
  o_place: number;
  o_sender_name: string;
  o_locale: 'ja' | 'en';
  o_list_name: string | null;
  o_email: string | null;
  o_scopes: string[];
};

function holderOf(row: Row): LetterHolder {
  const everything = row.o_scopes.some((scope) => scope !== 'list');
  return {
    senderName: row.o_sender_name,
    locale: row.o_locale,
    listName: row.o_list_name,
    maskedEmail: row.o_email === null ? null : maskAddress(row.o_email),
    stopped: { list: everything || row.o_scopes.includes('list'), marketing: everything },
  };
}
