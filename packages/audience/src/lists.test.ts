import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { createList, findList, listLists } from './lists.ts';
import { newList, newWorkspace } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('createList', () => {
  it('keeps the name trimmed and composed', async () => {
    const workspaceId = await newWorkspace(test.db);
    const created = await createList(test.db, { workspaceId, name: '  月刊ニュース ' });
    expect(created).toMatchObject({ ok: true, list: { workspaceId, name: '月刊ニュース' } });
  });

  it('refuses a name that is empty, too long, or could break a header', async () => {
    const workspaceId = await newWorkspace(test.db);
    for (const name of ['', '  ', 'a\r\nBcc: x@example.com', 'a\0b', 'a\u2028b', 'x'.repeat(201)]) {
      expect(await createList(test.db, { workspaceId, name })).toMatchObject({
        ok: false,
        problem: { kind: 'bad-name' },
      });
    }
    expect((await listLists(test.db, workspaceId, { limit: 10 })).items).toEqual([]);
  });
});

describe('findList', () => {
  it('does not see the lists of another workspace', async () => {
    const [mine, theirs] = [await newWorkspace(test.db), await newWorkspace(test.db)];
    const id = await newList(test.db, theirs);
    expect(await findList(test.db, mine, id)).toBeUndefined();
    expect(await findList(test.db, theirs, id)).toMatchObject({ id });
  });
});

describe('listLists', () => {
  it('pages through all lists of the workspace, each once, oldest first', async () => {
    const workspaceId = await newWorkspace(test.db);
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) ids.push(await newList(test.db, workspaceId, name));
    const first = await listLists(test.db, workspaceId, { limit: 3 });
    expect(first.items.map((list) => list.id)).toEqual(ids.slice(0, 3));
    expect(first.nextCursor).toBe(ids[2]);
    const second = await listLists(test.db, workspaceId, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ items: [{ name: 'd' }, { name: 'e' }], nextCursor: null });
  });
});
