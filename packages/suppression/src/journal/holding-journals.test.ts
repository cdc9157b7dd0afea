import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MessageClass } from '@hikyaku/message';
import { sql } from 'kysely';
import { clear } from '../gate.ts';
import { type GateScene, gateScene, somebody } from '../testing/gate-scene.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(() => sql`delete from opt_out_journals`.execute(test.db));
afterAll(() => test.drop());

/** What a journal's row says, in words: each is added to the table as one host's. */
const rows = {
  vouched: sql`clock_timestamp() + interval '1 hour', '{}'::bigint[], 0, null::timestamptz, false`,
  silent: sql`clock_timestamp() - interval '1 ms', '{}'::bigint[], 0, null, false`,
  damaged: sql`clock_timestamp() + interval '1 hour', '{}'::bigint[], 1, null, false`,
  'signed off': sql`'-infinity', '{}'::bigint[], 0, clock_timestamp(), false`,
  'given up': sql`'-infinity', '{1}'::bigint[], 0, clock_timestamp(), true`,
} as const;

type Row = keyof typeof rows | 'concerns us' | 'concerns others';

async function host(scene: GateScene, row: Row): Promise<void> {
  const concerned = (workspaceId: string) =>
    sql`clock_timestamp() + interval '1 hour', array[${workspaceId}]::bigint[], 0, null, false`;
  const values =
    row === 'concerns us' ? concerned(scene.workspaceId) : row === 'concerns others' ? concerned('1') : rows[row];
  await sql`
    insert into opt_out_journals (host, folder, id, vouched_until, concerns, unreadable, closed_at, given_up)
    values ('h', 'f', ${randomUUID()}, ${values})
  `.execute(test.db);
}

async function verdict(hosts: readonly Row[], messageClass: MessageClass = 'marketing'): Promise<string | undefined> {
  const scene = await gateScene(test.db, messageClass);
  for (const row of hosts) await host(scene, row);
  const { letter } = await somebody(test.db, scene, `p${scene.workspaceId}`);
  const [answer] = await clear(test.db, [{ letter, claim: scene.claim }]);
  return answer?.kind;
}

describe('holding_journals', () => {
  const table: [readonly Row[], 'cleared' | 'held'][] = [
    [[], 'cleared'],
    [['vouched'], 'cleared'],
    [['vouched', 'vouched'], 'cleared'],
    [['silent'], 'held'],
    [['vouched', 'silent'], 'held'],
    [['damaged'], 'held'],
    [['concerns us'], 'held'],
    [['vouched', 'concerns us'], 'held'],
    [['concerns others'], 'cleared'],
    [['vouched', 'signed off'], 'cleared'],
    [['silent', 'signed off'], 'held'],
    [['signed off'], 'held'],
    [['signed off', 'signed off'], 'held'],
    [['given up'], 'cleared'],
    [['signed off', 'given up'], 'cleared'],
    [['given up', 'signed off'], 'held'],
    [['given up', 'vouched'], 'cleared'],
    [['given up', 'silent'], 'held'],
  ];
  it.each(table)('WEB-10, UNS-GATE-2: with hosts %j the gate answers %s', async (hosts, expected) => {
    expect(await verdict(hosts)).toBe(expected);
  });

  it.each([
    ['marketing', 'held'],
    ['consent_request', 'held'],
    ['transactional', 'cleared'],
    ['transactional_ad', 'cleared'],
    ['list_admin', 'cleared'],
  ] as const)(
    'holds back of class %s what people leave by link, and nothing else: %s',
    async (messageClass, expected) => {
      expect(await verdict(['silent'], messageClass)).toBe(expected);
    },
  );

  it('leaves the row as it was: it goes when its journal is heard again', async () => {
    const scene = await gateScene(test.db);
    await host(scene, 'silent');
    const { letter } = await somebody(test.db, scene, 'waiting');
    const asked = [{ letter, claim: scene.claim }];
    expect(await clear(test.db, asked)).toEqual([{ kind: 'held' }]);
    await sql`update opt_out_journals set vouched_until = 'infinity'`.execute(test.db);
    expect(await clear(test.db, asked)).toMatchObject([{ kind: 'cleared' }]);
  });
});
