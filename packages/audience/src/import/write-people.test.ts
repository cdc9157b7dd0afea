import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { deleteContact } from '../delete-contact.ts';
import { findContactByEmail } from '../find-contact.ts';
import { added, consent, eventsOf, keyOf, newList, newWorkspace, pepper } from '../testing.ts';
import { beginImport } from './begin-import.ts';
import type { ImportRow } from './import-row.ts';
import type { ImportTarget } from './import-target.ts';
import { writePeople } from './write-people.ts';

let test: TestDatabase;
let target: ImportTarget;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  const workspaceId = await newWorkspace(test.db);
  const to = { workspaceId, listId: await newList(test.db, workspaceId), basis: 'consent', source: 'file' } as const;
  const begun = await beginImport(test.db, to);
  if (!begun.ok) throw new Error(begun.problem.reason);
  target = { id: begun.id, ...to };
});
afterAll(() => test.drop());

const row = (email: string, fields: ImportRow['fields'] = {}): ImportRow => ({
  addressKey: `\\x${keyOf(email).toString('hex')}`,
  email,
  fields,
});
const find = (email: string) => findContactByEmail(test.db, pepper, { workspaceId: target.workspaceId, email });

describe('writePeople', () => {
  it('tells the new from the known on one page, and touches nothing of whoever is known as the file says', async () => {
    const { workspaceId, listId } = target;
    const lists = [listId];
    await added(test.db, { workspaceId, email: 'same@example.com', fields: { a: '1', b: '2' }, lists, consent });
    await added(test.db, { workspaceId, email: 'other@example.com', fields: { a: '1', b: '2' }, lists, consent });
    await added(test.db, { workspaceId, email: 'elsewhere@example.com', fields: { a: '1' } });
    const before = await find('same@example.com');
    const changed = await find('other@example.com');
    const people = ['new', 'same', 'other', 'elsewhere'].map((name) =>
      row(`${name}@example.com`, { a: name === 'other' ? '9' : '1' }),
    );
    expect(await writePeople(test.db, target, people)).toBe(1);
    expect(await find('same@example.com')).toEqual(before);
    expect(await find('other@example.com')).toMatchObject({ fields: { a: '9', b: '2' }, lists: changed?.lists });
    expect((await find('other@example.com'))?.updatedAt).not.toEqual(changed?.updatedAt);
    for (const email of ['new@example.com', 'elsewhere@example.com']) {
      expect(await find(email)).toMatchObject({
        fields: { a: '1' },
        lists: [{ listId, state: 'active', source: 'file' }],
      });
    }
    for (const name of ['new', 'same', 'other']) {
      expect(await eventsOf(test.db, workspaceId, `${name}@example.com`)).toEqual(
        name === 'new' ? ['subscribed'] : ['contact-added', 'subscribed'],
      );
    }
  });

  it('keeps what proves the consent of everybody who joins: the ground, the source and the import', async () => {
    const { workspaceId, listId } = target;
    await added(test.db, { workspaceId, email: 'known@example.com' });
    await added(test.db, { workspaceId, email: 'asked@example.com', lists: [listId], consent }, { confirm: true });
    await writePeople(
      test.db,
      target,
      ['fresh', 'known', 'asked'].map((name) => row(`${name}@example.com`)),
    );
    const kept = await test.db
      .selectFrom('subscriptions')
      .select(['state', 'basis', 'source', 'evidence'])
      .where('list_id', '=', listId)
      .execute();
    const proof = { state: 'active', basis: 'consent', source: 'file', evidence: { import: target.id } };
    expect(kept).toEqual([proof, proof, proof]);
    const told = await test.db
      .selectFrom('events')
      .select('details')
      .where('list_id', '=', listId)
      .where('kind', '=', 'subscribed')
      .execute();
    const detail = { state: 'active', basis: 'consent', source: 'file', import: target.id };
    expect(
      told.filter(({ details }) => JSON.stringify(details).includes(target.id)).map((event) => event.details),
    ).toEqual([detail, detail, detail]);
  });

  it('adds again whoever was deleted', async () => {
    const { workspaceId } = target;
    const { id } = await added(test.db, { workspaceId, email: 'gone@example.com' });
    await deleteContact(test.db, workspaceId, id);
    expect(await writePeople(test.db, target, [row('gone@example.com')])).toBe(1);
  });
});
