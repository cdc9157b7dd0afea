import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { type ContactPage, listContacts } from './list-contacts.ts';
import { countList } from './list-counts.ts';
import { added, consent, newList, newWorkspace, suppress } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function everybody(workspaceId: string, page: Omit<ContactPage, 'limit' | 'cursor'>): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await listContacts(test.db, workspaceId, { ...page, cursor, limit: 2 });
    seen.push(...items.map(({ email }) => email));
    if (nextCursor === null) return seen;
    cursor = nextCursor;
  }
}

describe('listContacts', () => {
  it('pages through everybody once, oldest first', async () => {
    const workspaceId = await newWorkspace(test.db);
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) ids.push((await added(test.db, { workspaceId, email: `p${i}@example.com` })).id);
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listContacts(test.db, workspaceId, { cursor, limit: 3 });
      seen.push(...page.items.map((contact) => contact.id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
  });

  it('lists newest first where asked', async () => {
    const workspaceId = await newWorkspace(test.db);
    for (const email of ['a@example.com', 'b@example.com', 'c@example.com'])
      await added(test.db, { workspaceId, email });
    expect(await everybody(workspaceId, { order: 'newest' })).toEqual([
      'c@example.com',
      'b@example.com',
      'a@example.com',
    ]);
  });

  it('tells the people of a list apart: active, unconfirmed, left, and the counts agree', async () => {
    const workspaceId = await newWorkspace(test.db);
    const [list, other] = [await newList(test.db, workspaceId), await newList(test.db, workspaceId)];
    const joins = { workspaceId, lists: [list], consent };
    for (const email of ['in@example.com', 'left@example.com', 'wide@example.com'])
      await added(test.db, { ...joins, email });
    for (const email of ['asked@example.com', 'refused@example.com'])
      await added(test.db, { ...joins, email }, { confirm: true });
    await added(test.db, { ...joins, email: 'elsewhere@example.com', lists: [other] });
    await suppress(test.db, { workspaceId, email: 'left@example.com', scope: 'list', listId: list });
    await suppress(test.db, { workspaceId, email: 'refused@example.com', scope: 'list', listId: list });
    await suppress(test.db, { workspaceId, email: 'elsewhere@example.com', scope: 'list', listId: list });
    await suppress(test.db, { workspaceId, email: 'wide@example.com', scope: 'marketing' });

    const of = (state?: 'active' | 'pending' | 'left') => everybody(workspaceId, { list: { id: list, state } });
    expect(await of()).toHaveLength(5);
    expect(await of('active')).toEqual(['in@example.com', 'wide@example.com']);
    expect(await of('pending')).toEqual(['asked@example.com']);
    expect(await of('left')).toEqual(['left@example.com', 'refused@example.com']);
    expect(await countList(test.db, workspaceId, list)).toEqual({ active: 2, pending: 1, left: 2 });
  });

  it('shows nobody of a list of another workspace', async () => {
    const [mine, theirs] = [await newWorkspace(test.db), await newWorkspace(test.db)];
    const list = await newList(test.db, theirs);
    await added(test.db, { workspaceId: theirs, email: 'x@example.com', lists: [list], consent });
    for (const state of [undefined, 'active', 'pending', 'left'] as const)
      expect(await everybody(mine, { list: { id: list, state } })).toEqual([]);
  });
});
