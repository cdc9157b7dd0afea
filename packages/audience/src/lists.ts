import type { Db } from '@hikyaku/database';
import { isHeaderSafe } from '@hikyaku/message';
import { type Page, type Paged, pageOf } from './page.ts';

/** A named newsletter or topic that a contact can join and leave. */
export type List = { id: string; workspaceId: string; name: string; createdAt: Date };

/** What `createList` makes of a name: the list, or a sentence that says what was wrong with it. */
export type CreatedList = { ok: true; list: List } | { ok: false; problem: { kind: 'bad-name'; reason: string } };

const longestName = 200;

/** Creates a list; its name stands in the List-Id of every letter, so it may hold no control character. Names may repeat. */
export async function createList(db: Db, value: { workspaceId: string; name: string }): Promise<CreatedList> {
  const name = value.name.trim().normalize('NFC');
  const reason = nameProblem(name);
  if (reason !== undefined) return { ok: false, problem: { kind: 'bad-name', reason } };
  const list = await db
    .insertInto('lists')
    .values({ workspace_id: value.workspaceId, name })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return { ok: true, list };
}

/** The list, or undefined when this workspace has none with this id. */
export async function findList(db: Db, workspaceId: string, listId: string): Promise<List | undefined> {
  return await db
    .selectFrom('lists')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', listId)
    .executeTakeFirst();
}

/** A workspace's lists, oldest first. */
export async function listLists(db: Db, workspaceId: string, page: Page): Promise<Paged<List>> {
  const rows = await db
    .selectFrom('lists')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '>', page.cursor ?? '0')
    .orderBy('id')
    .limit(page.limit + 1)
    .execute();
  return pageOf(rows, page.limit);
}

const columns = ['id', 'workspace_id as workspaceId', 'name', 'created_at as createdAt'] as const;

function nameProblem(name: string): string | undefined {
  if (name === '') return 'A list needs a name.';
  if (name.length > longestName)
    return `A list's name has ${name.length} characters; at most ${longestName} are allowed.`;
  if (!isHeaderSafe(name) || !name.isWellFormed()) {
    return "A list's name holds a line break or another control character; remove it.";
  }
  return undefined;
}
