import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { findContact, findContactByEmail } from './find-contact.ts';
import { added, newWorkspace, pepper, suppress } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('findContactByEmail', () => {
  it('finds a person by any spelling of the address, inside the workspace alone', async () => {
    const [mine, theirs] = [await newWorkspace(test.db), await newWorkspace(test.db)];
    const { id } = await added(test.db, { workspaceId: mine, email: '"a..b"@docomo.ne.jp' });
    expect(await findContactByEmail(test.db, pepper, { workspaceId: mine, email: 'A..B@docomo.ne.jp' })).toMatchObject({
      id,
    });
    expect(
      await findContactByEmail(test.db, pepper, { workspaceId: theirs, email: 'a..b@docomo.ne.jp' }),
    ).toBeUndefined();
    expect(await findContactByEmail(test.db, pepper, { workspaceId: mine, email: 'not an address' })).toBeUndefined();
  });
});

describe('findContact', () => {
  it('names every scope in force, those of the whole installation too, but none of another workspace or lifted', async () => {
    const [mine, theirs] = [await newWorkspace(test.db), await newWorkspace(test.db)];
    const email = 'scopes@example.com';
    const { id } = await added(test.db, { workspaceId: mine, email });
    await suppress(test.db, { workspaceId: mine, email, scope: 'invalid', reason: 'invalid-address' });
    await suppress(test.db, { workspaceId: theirs, email, scope: 'all' });
    const lifted = await suppress(test.db, { workspaceId: mine, email, scope: 'marketing' });
    expect(await findContact(test.db, mine, id)).toMatchObject({ suppressed: ['invalid', 'marketing'] });
    await test.db
      .updateTable('suppressions')
      .set({ lifted_at: new Date(), lifted_by: 'test', lift_reason: 'asked for it' })
      .where('id', '=', lifted)
      .execute();
    expect(await findContact(test.db, mine, id)).toMatchObject({ suppressed: ['invalid'] });
  });
});
