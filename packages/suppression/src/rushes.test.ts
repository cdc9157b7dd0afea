import { randomBytes } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { listRushes, noteRushes } from './rushes.ts';
import { suppress } from './suppress.ts';

let test: TestDatabase;
let workspaceId: string;
let listId: string;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await sql`truncate suppressions, rushes, tallies`.execute(test.db);
  const words = { name: 'W', legal_name: 'W', postal_address: 'W', contact: 'W' };
  workspaceId = (await test.db.insertInto('workspaces').values(words).returning('id').executeTakeFirstOrThrow()).id;
  const list = { workspace_id: workspaceId, name: 'L' };
  listId = (await test.db.insertInto('lists').values(list).returning('id').executeTakeFirstOrThrow()).id;
});
afterAll(() => test.drop());

/** So many people leave the list by a door, all of one domain. */
async function leave(count: number, { source = 'one-click', domain = 'corp.example' } = {}): Promise<void> {
  const keys = Array.from({ length: count }, () => randomBytes(16));
  await test.db
    .insertInto('contacts')
    .values(
      keys.map((key) => ({ workspace_id: workspaceId, address_key: key, email: `${key.toString('hex')}@${domain}` })),
    )
    .execute();
  const people = keys.map((addressKey) => ({ workspaceId, addressKey, scope: 'list' as const, listId }));
  await suppress(test.db, people, { reason: 'unsubscribed', source });
}

/** Puts what has happened so far into the past. */
async function later(minutes: number): Promise<void> {
  await sql`
    update suppressions set id = id - (${minutes} * 60000::bigint << 21), suppressed_at = suppressed_at - make_interval(mins => ${minutes})
  `.execute(test.db);
  await sql`update rushes set since = since - make_interval(mins => ${minutes}), until = until - make_interval(mins => ${minutes})`.execute(
    test.db,
  );
}

async function accepted(letters: number): Promise<void> {
  const campaign = await test.db
    .insertInto('campaigns')
    .values({ workspace_id: workspaceId, class: 'marketing', name: 'x', status: 'sending' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`
    insert into tallies (campaign_id, slot_id, day, accepted)
    select ${campaign.id}, min(id), (now() at time zone 'UTC')::date, ${letters} from lane_slots
  `.execute(test.db);
}

describe('noteRushes', () => {
  it('(WEB-7) notices many people leaving a list at once, and the domain that most of them have', async () => {
    await leave(25);
    await leave(10, { domain: 'other.example' });
    const [rush, ...others] = await noteRushes(test.db);
    expect(rush).toMatchObject({ workspaceId, listId, people: 35, domain: 'corp.example', ofDomain: 25 });
    expect(others).toEqual([]);
    const events = await test.db
      .selectFrom('events')
      .select(['kind', 'details'])
      .where('workspace_id', '=', workspaceId)
      .where('kind', '=', 'rush-noticed')
      .execute();
    expect(events).toEqual([{ kind: 'rush-noticed', details: { people: 35, domain: 'corp.example', ofDomain: 25 } }]);
  });

  it('(WEB-7) has refused and delayed nobody: every one of them is suppressed', async () => {
    await leave(40);
    await noteRushes(test.db);
    await leave(40);
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from suppressions where lifted_at is null and list_id = ${listId}
    `.execute(test.db);
    expect(rows[0]?.count).toBe(80);
  });

  it('keeps one that goes on in one row, and begins another when there was quiet between', async () => {
    await leave(30);
    expect(await noteRushes(test.db)).toHaveLength(1);
    await later(4);
    await leave(30);
    expect(await noteRushes(test.db)).toEqual([]);
    expect(await listRushes(test.db, { workspaceId })).toMatchObject([{ people: 60 }]);
    await later(60);
    await leave(60);
    expect(await noteRushes(test.db)).toHaveLength(1);
    expect(await listRushes(test.db, { workspaceId: null })).toHaveLength(2);
  });

  it('finds nothing odd in as many as ever leave, after a large newsletter, or on the first day', async () => {
    await leave(29);
    expect(await noteRushes(test.db)).toEqual([]);
    await accepted(100_000);
    await leave(100);
    expect(await noteRushes(test.db)).toEqual([]);
  });

  it('compares with the day before', async () => {
    await leave(1_200);
    await later(30);
    await leave(40);
    expect(await noteRushes(test.db)).toEqual([]);
  });

  it('takes no import and no operator’s entry for one', async () => {
    for (const source of ['import', 'api', 'command-line']) await leave(40, { source });
    expect(await noteRushes(test.db)).toEqual([]);
  });
});
