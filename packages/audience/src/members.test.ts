import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type Audience, audiencePageSql, excludedCounts, type Member, membersPage } from './members.ts';
import { added, consent, newList, newWorkspace, suppress } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function allMembers(audience: Audience, limit: number): Promise<Member[]> {
  const members: Member[] = [];
  for (let after = '0'; ; ) {
    const page = await membersPage(test.db, { ...audience, after, limit });
    expect(page.length).toBeLessThanOrEqual(limit);
    const last = page.at(-1);
    if (last === undefined) return members;
    members.push(...page);
    after = last.contactId;
  }
}

describe('membersPage', () => {
  it('reaches a person on several lists once, by the first of them in the order given', async () => {
    const workspaceId = await newWorkspace(test.db);
    const [a, b] = [await newList(test.db, workspaceId), await newList(test.db, workspaceId)];
    const { id, addressKey } = await added(test.db, { workspaceId, email: 'both@example.com', lists: [a, b], consent });
    const page = { workspaceId, excludeLists: [], after: '0', limit: 10 };
    expect(await membersPage(test.db, { ...page, includeLists: [b, a] })).toEqual([
      { contactId: id, addressKey, listId: b },
    ]);
    expect(await membersPage(test.db, { ...page, includeLists: [a, b] })).toEqual([
      { contactId: id, addressKey, listId: a },
    ]);
  });

  it('reaches somebody who left one list by the next one', async () => {
    const workspaceId = await newWorkspace(test.db);
    const [a, b] = [await newList(test.db, workspaceId), await newList(test.db, workspaceId)];
    const person = { workspaceId, email: 'half@example.com' };
    const { id } = await added(test.db, { ...person, lists: [a, b], consent });
    await suppress(test.db, { ...person, scope: 'list', listId: a });
    const page = { workspaceId, includeLists: [a, b], excludeLists: [], after: '0', limit: 10 };
    expect(await membersPage(test.db, page)).toMatchObject([{ contactId: id, listId: b }]);
  });

  it('finds nobody on the lists of another workspace', async () => {
    const [mine, theirs] = [await newWorkspace(test.db), await newWorkspace(test.db)];
    const list = await newList(test.db, theirs);
    await added(test.db, { workspaceId: theirs, email: 'x@example.com', lists: [list], consent });
    const page = { workspaceId: mine, includeLists: [list], excludeLists: [], after: '0', limit: 10 };
    expect(await membersPage(test.db, page)).toEqual([]);
  });

  it('goes on past pages of people who are all unconfirmed or left', async () => {
    const workspaceId = await newWorkspace(test.db);
    const list = await newList(test.db, workspaceId);
    for (let i = 0; i < 7; i++) {
      await added(test.db, { workspaceId, email: `p${i}@example.com`, lists: [list], consent }, { confirm: true });
    }
    const { id } = await added(test.db, { workspaceId, email: 'last@example.com', lists: [list], consent });
    const page = { workspaceId, includeLists: [list], excludeLists: [], after: '0', limit: 2 };
    expect(await membersPage(test.db, page)).toMatchObject([{ contactId: id }]);
  });

  it('gives, page after page, exactly the people whom a straightforward reading of the rules gives, and the counts agree', async () => {
    type State = 'none' | 'active' | 'pending' | 'left' | 'confirmed-again' | 'rejoined';
    type Person = { lists: State[] };
    const states = fc.constantFrom<State>('none', 'active', 'active', 'pending', 'left', 'confirmed-again', 'rejoined');
    const people = fc.array(fc.record({ lists: fc.array(states, { minLength: 4, maxLength: 4 }) }), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        people,
        fc.shuffledSubarray([0, 1, 2, 3]),
        fc.subarray([0, 1, 2, 3]),
        fc.integer({ min: 1, max: 9 }),
        async (crowd, include, exclude, limit) => {
          const { workspaceId, lists, ids } = await populate(crowd);
          const on = (person: Person, list: number) => person.lists[list] ?? 'none';
          const expected: { contactId: string; listId: string | undefined }[] = [];
          const bySegments = { inExcludedSegment: 0, outsideSegments: 0 };
          const counts = { members: 0, unconfirmed: 0, left: 0, onExcludedList: 0, ...bySegments, duplicates: 0 };
          crowd.forEach((person, i) => {
            const states = include.map((list) => on(person, list));
            if (states.every((state) => state === 'none')) return;
            const reaching = include.filter((list) =>
              ['active', 'confirmed-again', 'rejoined'].includes(on(person, list)),
            );
            if (exclude.some((list) => !['none', 'pending'].includes(on(person, list)))) counts.onExcludedList++;
            else if (reaching.length > 0) {
              counts.members++;
              counts.duplicates += reaching.length - 1;
              expected.push({ contactId: ids[i] ?? '', listId: lists[reaching[0] ?? 0] });
            } else if (states.includes('left')) counts.left++;
            else counts.unconfirmed++;
          });
          const audience = {
            workspaceId,
            includeLists: include.map((list) => lists[list] ?? ''),
            excludeLists: exclude.map((list) => lists[list] ?? ''),
          };
          const found = await allMembers(audience, limit);
          expect(found.map(({ contactId, listId }) => ({ contactId, listId }))).toEqual(expected);
          expect(await excludedCounts(test.db, audience, { limit })).toEqual(counts);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reads as many rows for a page at the end of a long list as for one at its beginning', async () => {
    const workspaceId = await newWorkspace(test.db);
    const [a, b] = [await newList(test.db, workspaceId), await newList(test.db, workspaceId)];
    await sql`
      with people as (
        insert into contacts (workspace_id, address_key, email)
        select ${workspaceId}, decode(md5(n::text), 'hex'), n || '@example.com' from generate_series(1, 30000) n returning id
      )
      insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source)
      select ${workspaceId}, l, id, 'active', 'consent', 'test' from people, unnest(${[a, b]}::bigint[]) l
    `.execute(test.db);
    await sql`analyze contacts, subscriptions`.execute(test.db);
    const { rows } = await sql<{ id: string }>`
      select id from contacts where workspace_id = ${workspaceId} order by id offset 29000 limit 1
    `.execute(test.db);
    const audience = { workspaceId, includeLists: [a, b], excludeLists: [] };
    const atStart = await blocksRead(audience, '0');
    const atEnd = await blocksRead(audience, rows[0]?.id ?? '0');
    expect(atStart.rows).toBe(200);
    expect(atEnd.rows).toBe(200);
    expect(atEnd.blocks).toBeLessThan(atStart.blocks * 1.5);
  });

  it('reads nothing of other lists on the way to the people of a small one, though all seem to be on one list', async () => {
    // A database of its own: its statistics know one list alone.
    await using own = await ownDatabase();
    const workspaceId = await newWorkspace(own.db);
    const [large, small] = [await newList(own.db, workspaceId), await newList(own.db, workspaceId)];
    await sql`
      with people as (
        insert into contacts (workspace_id, address_key, email)
        select ${workspaceId}, decode(md5('s' || n::text), 'hex'), n || '@example.com' from generate_series(1, 30000) n returning id
      )
      insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source)
      select ${workspaceId}, ${large}, id, 'active', 'consent', 'test' from people
    `.execute(own.db);
    await sql`analyze subscriptions`.execute(own.db);
    await sql`
      insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source)
      select workspace_id, ${small}, id, 'active', 'consent', 'test'
      from contacts where workspace_id = ${workspaceId} order by id desc limit 20
    `.execute(own.db);
    const page = await blocksRead({ workspaceId, includeLists: [small], excludeLists: [] }, '0', own.db);
    expect(page.rows).toBe(20);
    // Some ten blocks a person; the large list alone has more than 400.
    expect(page.blocks).toBeLessThan(300);
  });
});

async function ownDatabase(): Promise<TestDatabase & AsyncDisposable> {
  const own = await testDatabase();
  return { ...own, [Symbol.asyncDispose]: () => own.drop() };
}

/** How many rows a page of 200 has, and how many 8 kB blocks Postgres touched for it. */
async function blocksRead(audience: Audience, after: string, db = test.db): Promise<{ rows: number; blocks: number }> {
  type Plan = { 'Actual Rows': number; 'Shared Hit Blocks': number; 'Shared Read Blocks': number };
  const { rows } = await sql<{ 'QUERY PLAN': { Plan: Plan }[] }>`
    explain (analyze, buffers, format json) ${audiencePageSql(audience, { after, limit: 200 })}
  `.execute(db);
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error('Postgres explained nothing.');
  return { rows: plan['Actual Rows'], blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'] };
}

/** Four lists and a crowd on them, made without the verbs, so that the property does not test them with themselves. */
async function populate(
  crowd: { lists: string[] }[],
): Promise<{ workspaceId: string; lists: string[]; ids: string[] }> {
  const workspaceId = await newWorkspace(test.db);
  const lists: string[] = [];
  for (let i = 0; i < 4; i++) lists.push(await newList(test.db, workspaceId));
  const ids: string[] = [];
  for (const [n, person] of crowd.entries()) {
    const { rows } = await sql<{ id: string; address_key: Buffer }>`
      insert into contacts (workspace_id, address_key, email)
      values (${workspaceId}, decode(md5(${`${workspaceId}-${n}`}), 'hex'), 'x@example.com') returning id, address_key
    `.execute(test.db);
    const contact = rows[0];
    if (contact === undefined) throw new Error('No contact was made.');
    ids.push(contact.id);
    for (const [i, state] of person.lists.entries()) {
      if (state === 'none') continue;
      await sql`
        insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source, joined_at, confirmed_at)
        values (${workspaceId}, ${lists[i]}, ${contact.id}, ${state === 'pending' ? 'pending' : 'active'}, 'consent', 'test',
          now() - interval '3 days', ${state === 'confirmed-again' ? new Date() : null})
      `.execute(test.db);
      if (state === 'active' || state === 'pending') continue;
      await sql`
        insert into suppressions (address_key, scope, workspace_id, list_id, reason, source, masked_email, suppressed_at)
        values (${contact.address_key}, 'list', ${workspaceId}, ${lists[i]}, 'unsubscribed', 'test', 'x',
          now() - ${state === 'rejoined' ? '9 days' : '1 day'}::interval)
      `.execute(test.db);
    }
  }
  return { workspaceId, lists, ids };
}
