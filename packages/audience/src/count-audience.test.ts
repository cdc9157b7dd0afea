import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { countAudience } from './count-audience.ts';
import { added, consent, newList, newWorkspace, suppress } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('countAudience', () => {
  it('tells how many of those reached have their mail at the receivers of each lane, most first', async () => {
    const { db } = test;
    await sql`insert into lanes (name, tail) values ('gmail', false), ('carrier', false)`.execute(db);
    await sql`
      insert into domain_lanes (domain, lane, source) values ('gmail.example', 'gmail', 'table'), ('.carrier.example', 'carrier', 'table')
    `.execute(db);
    const workspaceId = await newWorkspace(db);
    const list = await newList(db, workspaceId);
    const people = ['a@gmail.example', 'b@x.carrier.example', 'c@y.carrier.example', 'd@kaisha.example'];
    for (const email of [...people, 'e@shop.example', 'f@office.example', 'stopped@gmail.example']) {
      await added(db, { workspaceId, email, lists: [list], consent });
    }
    await suppress(db, { email: 'stopped@gmail.example', workspaceId, scope: 'all', reason: 'complaint' });
    expect(await countAudience(db, { workspaceId, includeLists: [list], excludeLists: [] })).toMatchObject({
      reached: 6,
      suppressed: 1,
      lanes: [
        { lane: null, people: 3 },
        { lane: 'carrier', people: 2 },
        { lane: 'gmail', people: 1 },
      ],
    });
  });

  it('reads no page when nobody wants the answer any more', async () => {
    const audience = { workspaceId: await newWorkspace(test.db), includeLists: [], excludeLists: [] };
    await expect(countAudience(test.db, audience, { signal: AbortSignal.abort('gone') })).rejects.toBe('gone');
  });
});
