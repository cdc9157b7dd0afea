import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { settle } from './settle.ts';
import { enter, type Ledger, look, openLedger, personKey } from './testing/books.ts';
import { type Scoped, withhold, withholdUntilQuiet } from './withhold.ts';

let test: TestDatabase;
let ledger: Ledger;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  ledger = await openLedger(test.db);
});
afterAll(() => test.drop());

const inAnHour = () => new Date(Date.now() + 3_600_000);

function ada(scope: Scoped['scope'], listId: string | null = null): Scoped {
  return {
    workspaceId: scope === 'invalid' ? null : ledger.workspaceId,
    addressKey: personKey('ada'),
    scope,
    listId: scope === 'list' ? (listId ?? ledger.listId) : null,
  };
}

describe('withhold', () => {
  it('takes back what waits, with the reason, and tells it', async () => {
    const key = await enter(test.db, ledger, 'ada', { state: 'deferred', attempt: 1 });
    const other = await enter(test.db, ledger, 'bob');
    expect(await withhold(test.db, [ada('marketing')])).toEqual({ moved: [0], onTheWire: [] });
    expect(await look(test.db, key)).toMatchObject({ state: 'withheld', reason: 'suppressed-marketing', attempt: 1 });
    expect((await look(test.db, other)).state).toBe('queued');
    const { rows } = await sql<{ kind: string }>`
      select kind from events where campaign_id = ${ledger.campaignId}
    `.execute(test.db);
    expect(rows).toEqual([{ kind: 'withheld' }]);
  });

  it('reads the letters of those who leave and no others, though it was planned before there were any others', async () => {
    const { db } = test;
    await db.connection().execute(async (one) => {
      await enter(one, ledger, 'ada');
      await withhold(one, [ada('list')]);
      await sql`
        insert into deliveries (campaign_id, address_key, list_id, state)
        select ${ledger.campaignId}, decode(md5('crowd' || n), 'hex'), ${ledger.listId}, 'queued' from generate_series(1, 20000) n
      `.execute(one);
      const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>`
        explain (analyze, buffers, format json)
        select * from withhold(array[${ledger.workspaceId}::bigint], array[${personKey('ada')}::bytea], array['list'], array[${ledger.listId}::bigint])
      `.execute(one);
      const { 'Shared Hit Blocks': hit = 0, 'Shared Read Blocks': read = 0 } = rows[0]?.['QUERY PLAN'][0].Plan ?? {};
      expect(hit + read).toBeGreaterThan(0);
      expect(hit + read).toBeLessThan(200);
    });
  });

  it('tells whose letters it took back and whose are on the wire, by their places', async () => {
    await enter(test.db, ledger, 'ada', { state: 'attempting', attempt: 1 });
    await enter(test.db, ledger, 'bob');
    const people = ['cyd', 'bob', 'ada'].map((name) => ({ ...ada('all'), addressKey: personKey(name) }));
    expect(await withhold(test.db, people)).toEqual({ moved: [1], onTheWire: [2] });
  });

  it('counts letters on the wire, and uncertain ones only while their bytes may still be read', async () => {
    await enter(test.db, ledger, 'ada', { state: 'attempting', attempt: 1 });
    expect(await withhold(test.db, [ada('all')])).toEqual({ moved: [], onTheWire: [0] });
    await sql`update deliveries set state = 'uncertain', wire_until = ${inAnHour()} where campaign_id = ${ledger.campaignId}`.execute(
      test.db,
    );
    expect(await withhold(test.db, [ada('all')])).toEqual({ moved: [], onTheWire: [0] });
    await sql`update deliveries set wire_until = clock_timestamp() where campaign_id = ${ledger.campaignId}`.execute(
      test.db,
    );
    expect(await withhold(test.db, [ada('all')])).toEqual({ moved: [], onTheWire: [] });
  });

  it('speaks of one list, of all marketing, or of everything', async () => {
    const { db } = test;
    const key = await enter(db, ledger, 'ada');
    const { id: otherList } = await db
      .insertInto('lists')
      .values({ workspace_id: ledger.workspaceId, name: 'other' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: receipts } = await db
      .insertInto('campaigns')
      .values({ workspace_id: ledger.workspaceId, class: 'transactional', name: 'T', status: 'sending' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const receipt = await enter(db, ledger, 'ada', { campaignId: receipts, listId: null });

    expect((await withhold(db, [ada('list', otherList)])).moved).toHaveLength(0);
    expect((await withhold(db, [ada('list')])).moved).toHaveLength(1);
    await sql`update deliveries set state = 'queued' where campaign_id = ${key.campaignId}`.execute(db);
    expect((await withhold(db, [ada('marketing')])).moved).toHaveLength(1);
    expect((await look(db, receipt)).state).toBe('queued');
    expect((await withhold(db, [ada('all')])).moved).toHaveLength(1);
    expect((await look(db, receipt)).state).toBe('withheld');
  });

  const stopped = {
    list: ['marketing', 'consent_request'],
    marketing: ['marketing', 'consent_request'],
    all: ['marketing', 'consent_request', 'transactional', 'transactional_ad'],
    invalid: ['marketing', 'consent_request', 'transactional', 'transactional_ad', 'list_admin'],
  };
  it.each(['list', 'marketing', 'all', 'invalid'] as const)(
    'SUP-3 decides by class which campaigns and streams a "no" of scope %s reaches',
    async (scope) => {
      const reached: string[] = [];
      for (const messageClass of stopped.invalid) {
        const { id: stream } = await test.db
          .insertInto('campaigns')
          .values({
            workspace_id: ledger.workspaceId,
            kind: 'stream',
            month: sql<Date>`date_trunc('month', now())::date`,
            class: messageClass,
            name: 'S',
            status: 'sending',
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        const own = await openLedger(test.db, 'sending', messageClass);
        const letter = await enter(test.db, own, 'ada');
        const streamed = await enter(test.db, ledger, 'ada', { campaignId: stream });
        const there = { ...ada(scope, own.listId), workspaceId: scope === 'invalid' ? null : own.workspaceId };
        await withhold(test.db, [there, ada(scope)]);
        const [one, two] = [await look(test.db, letter), await look(test.db, streamed)];
        expect(two.state).toBe(one.state);
        if (one.state === 'withheld') reached.push(messageClass);
      }
      expect(reached).toEqual(stopped[scope]);
    },
  );

  it('reaches every campaign that could still send, and those just ended whose letters may still be read', async () => {
    for (const status of ['preparing', 'sending', 'paused', 'cancelling']) {
      const own = await openLedger(test.db, status);
      await enter(test.db, own, 'ada');
      expect((await withhold(test.db, [{ ...ada('all'), workspaceId: own.workspaceId }])).moved).toHaveLength(1);
    }
    const finished = await openLedger(test.db, 'finished');
    await enter(test.db, finished, 'ada', { state: 'uncertain', attempt: 1, wireUntil: inAnHour() });
    expect((await withhold(test.db, [{ ...ada('all'), workspaceId: finished.workspaceId }])).onTheWire).toHaveLength(1);
  });

  it('stays inside its workspace, unless the address is invalid: then it speaks for all', async () => {
    const elsewhere = await openLedger(test.db);
    const key = await enter(test.db, elsewhere, 'ada');
    expect((await withhold(test.db, [ada('all')])).moved).toHaveLength(0);
    await withhold(test.db, [ada('invalid')]);
    expect(await look(test.db, key)).toMatchObject({ state: 'withheld', reason: 'suppressed-invalid' });
  });
});

describe('withholdUntilQuiet', () => {
  /** A clock that only pauses move. */
  function injected(during: (pausedMs: number) => Promise<unknown>) {
    let nowMs = 0;
    const pauses: number[] = [];
    return {
      pauses,
      waiting: {
        nowMs: () => nowMs,
        pause: async (ms: number) => {
          pauses.push(ms);
          nowMs += ms;
          await during(nowMs);
        },
      },
    };
  }

  it('answers at once when nothing waits and nothing is on the wire', async () => {
    const { waiting, pauses } = injected(async () => {});
    expect(await withholdUntilQuiet(test.db, [ada('all')], waiting)).toEqual({
      quiet: true,
      takenBack: 0,
      waitedMs: 0,
    });
    expect(pauses).toEqual([]);
  });

  it('waits until the letter on the wire has settled', async () => {
    const key = await enter(test.db, ledger, 'ada', { state: 'attempting', attempt: 1 });
    const { waiting, pauses } = injected(async (nowMs) => {
      if (nowMs >= 7)
        await settle(test.db, [{ key, attempt: 1, slotId: 1, outcome: { state: 'accepted', reply: '250' } }]);
    });
    expect(await withholdUntilQuiet(test.db, [ada('all')], waiting)).toEqual({
      quiet: true,
      takenBack: 0,
      waitedMs: 7,
    });
    expect(pauses).toEqual([1, 2, 4]);
  });

  it('takes back a letter that comes back from the wire while it waits', async () => {
    const key = await enter(test.db, ledger, 'ada', { state: 'attempting', attempt: 1 });
    const { waiting } = injected(() =>
      settle(test.db, [
        {
          key,
          attempt: 1,
          slotId: 1,
          outcome: { state: 'deferred', reason: 'server-busy', reply: '451', dueAt: inAnHour() },
        },
      ]),
    );
    expect(await withholdUntilQuiet(test.db, [ada('all')], waiting)).toMatchObject({ quiet: true, takenBack: 1 });
    expect((await look(test.db, key)).state).toBe('withheld');
  });

  it('gives up after five seconds, saying so, and polls no slower than every 25 ms', async () => {
    await enter(test.db, ledger, 'ada', { state: 'attempting', attempt: 1 });
    const { waiting, pauses } = injected(async () => {});
    const quiet = await withholdUntilQuiet(test.db, [ada('all')], waiting);
    expect(quiet.quiet).toBe(false);
    expect(quiet.waitedMs).toBeGreaterThanOrEqual(5_000);
    expect(quiet.waitedMs).toBeLessThan(5_030);
    expect(Math.max(...pauses)).toBe(25);
  });
});
