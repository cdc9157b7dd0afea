import { domainToASCII } from 'node:url';
import type { Db } from '@hikyaku/database';
import { type RawBuilder, sql } from 'kysely';
import { type Contact, readContacts } from './contact.ts';

/** Where a page of a search ended: what a person was found under, and their id. */
export type SearchPlace = { key: string; id: string };

/** Which people: a text, whom of a list (everybody when left out), after the place where the page before ended. */
export type Search = { text: string; listId?: string | undefined; after?: SearchPlace | undefined; limit: number };

/** The people of a page in the order of what they were found under, and where the next begins; a page of a list may hold few, or none. */
export type SearchedPage = { items: Contact[]; next: SearchPlace | null };

/** Whoever looks for people of one list has so many looked at for a page, whether they are on it or not. */
const mostLookedAt = 500;

/**
 * People whose address, its domain, their name or its last word begins with a text, whatever its width and case: `@example.jp` finds
 * a domain alone. Every index is read in its order from where the page before ended, so that a page costs the same whatever fits.
 * Somebody who fits twice is shown once, under what comes first.
 */
export async function searchContacts(db: Db, workspaceId: string, search: Search): Promise<SearchedPage> {
  const text = search.text.trim();
  const keys = text.startsWith('@') ? [domainKey] : [emailKey, domainKey, nameKey, turnedKey];
  const most = search.listId === undefined ? search.limit : mostLookedAt;
  const { rows } = await sql<SearchPlace & { shown: boolean; more: boolean }>`
    with looked as materialized (select folded(${sought(text)}) collate "C" as word),
    found as materialized (${sql.join(
      keys.map((key) => sql`(${underKey(key, workspaceId, search.after, most + 1)})`),
      sql` union `,
    )}),
    page as materialized (select key, id from found order by key collate "C", id limit ${most})
    select p.key, p.id, (select count(*) from found) > ${most}::integer as more,
      p.key = (
        select min(k.key collate "C") from unnest(array[${sql.join(keys.map(({ of }) => of))}]) k(key)
        where starts_with(k.key, (select l.word from looked l))
      ) and ${onList(search.listId)} as shown
    from page p join contacts c on c.id = p.id
    order by p.key collate "C", p.id
  `.execute(db);
  const shown = rows.filter((row) => row.shown).slice(0, search.limit);
  const cut = shown.length === search.limit ? shown.at(-1) : undefined;
  const last = cut ?? rows.at(-1);
  const isEnd = last === undefined || (last === rows.at(-1) && !last.more);
  const people = await readContacts(
    db,
    workspaceId,
    shown.map((row) => row.id),
  );
  const byId = new Map(people.map((person) => [person.id, person]));
  return {
    items: shown.flatMap((row) => byId.get(row.id) ?? []),
    next: isEnd ? null : { key: last.key, id: last.id },
  };
}

/** What people are found under, in the words of the index that holds it. */
type Key = { of: RawBuilder<string>; isThere: RawBuilder<boolean> };

const emailKey: Key = { of: sql`folded(replace(c.email, '"', ''))`, isThere: sql`true` };
const domainKey: Key = { of: sql`domain_of(c.email)`, isThere: sql`true` };
const nameKey: Key = { of: sql`folded(c.name)`, isThere: sql`c.name is not null` };
const turnedKey: Key = { of: sql`turned_name(c.name)`, isThere: sql`(c.name like '% %' or c.name like '%　%')` };

/** The text as the table has it: without quotation marks, and a whole domain in its ASCII form. */
function sought(text: string): string {
  const plain = text.replaceAll('"', '').replaceAll('\0', '');
  const at = plain.lastIndexOf('@');
  const ascii = at < 0 ? '' : domainToASCII(plain.slice(at + 1));
  const whole = ascii === '' ? plain : `${plain.slice(0, at)}@${ascii}`;
  return whole.startsWith('@') ? whole.slice(1) : whole;
}

function underKey({ of, isThere }: Key, workspaceId: string, after: SearchPlace | undefined, limit: number) {
  const from =
    after === undefined
      ? sql`((select l.word from looked l), 0::bigint)`
      : sql`(${after.key}::text collate "C", ${after.id}::bigint)`;
  return sql`
    select ${of} as key, c.id from contacts c
    where c.workspace_id = ${workspaceId} and ${isThere}
      and (${of} collate "C", c.id) > ${from}
      and ${of} collate "C" < (select l.word || chr(1114111) from looked l)
    order by ${of} collate "C", c.id limit ${limit}
  `;
}

function onList(listId: string | undefined): RawBuilder<boolean> {
  if (listId === undefined) return sql`true`;
  return sql`exists (select from subscriptions s where s.list_id = ${listId} and s.contact_id = c.id)`;
}
