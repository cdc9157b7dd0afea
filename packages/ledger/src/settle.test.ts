import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type DeliveryState, deliveryStates } from './delivery-state.ts';
import { type Settlement, settle, settler } from './settle.ts';
import { enter, type Ledger, look, openLedger } from './testing/books.ts';

let test: TestDatabase;
let ledger: Ledger;
beforeAll(async () => {
  test = await testDatabase();
  ledger = await openLedger(test.db);
});
afterAll(() => test.drop());

let person = 0;
const dueAt = new Date(Date.now() + 3_600_000);
const outcomes: Record<Settlement['state'], Settlement> = {
  accepted: { state: 'accepted', reply: '250 2.0.0 ok' },
  deferred: { state: 'deferred', reason: 'server-busy', reply: '451 later', dueAt },
  bounced: { state: 'bounced', reason: 'invalid-address', reply: '550 5.1.1 nobody' },
  failed: { state: 'failed', reason: 'expired', reply: null },
  uncertain: { state: 'uncertain', reason: 'no-answer-to-the-dot', wireUntil: dueAt },
  queued: { state: 'queued', reason: 'withdrawn-before-the-dot' },
};

/** What becomes of a row in this state, of attempt 2, when this outcome of this attempt is settled. */
async function after(state: DeliveryState, outcome: Settlement, attempt = 2): Promise<DeliveryState> {
  const key = await enter(test.db, ledger, `${person++}`, { state, attempt: 2 });
  const took = await settle(test.db, [{ key, attempt, slotId: 1, outcome }]);
  const found = await look(test.db, key);
  expect(took === 1 || found.state === state).toBe(true);
  return found.state;
}

describe('settle', () => {
  it('writes the outcome of the attempt that is under way, with its reason and reply', async () => {
    for (const outcome of Object.values(outcomes)) expect(await after('attempting', outcome)).toBe(outcome.state);
    const key = await enter(test.db, ledger, 'ada', { state: 'attempting', attempt: 1 });
    await settle(test.db, [{ key, attempt: 1, slotId: 1, outcome: outcomes.bounced }]);
    expect(await look(test.db, key)).toMatchObject({ reason: 'invalid-address', reply: '550 5.1.1 nobody' });
  });

  it('changes nothing for an attempt that is not the row’s: neither an older one nor one to come', async () => {
    for (const state of deliveryStates) {
      for (const outcome of Object.values(outcomes)) {
        expect(await after(state, outcome, 1)).toBe(state);
        expect(await after(state, outcome, 3)).toBe(state);
      }
    }
  });

  it('records a late truth over a doubt, and no further doubt', async () => {
    for (const state of ['accepted', 'deferred', 'bounced', 'failed'] as const) {
      expect(await after('uncertain', outcomes[state])).toBe(state);
    }
    expect(await after('uncertain', outcomes.queued)).toBe('uncertain');
  });

  it('records an acceptance that comes after its letter was queued again or withheld', async () => {
    for (const state of ['queued', 'deferred', 'withheld'] as const) {
      expect(await after(state, outcomes.accepted)).toBe('accepted');
    }
    expect(await after('queued', outcomes.bounced)).toBe('queued');
    expect(await after('withheld', outcomes.failed)).toBe('withheld');
    expect(await after('deferred', outcomes.deferred)).toBe('deferred');
  });

  it('fails a waiting letter that cannot be composed, without an attempt', async () => {
    expect(await after('queued', outcomes.failed)).toBe('failed');
    expect(await after('deferred', outcomes.failed)).toBe('failed');
  });

  it('never changes what is final', async () => {
    for (const state of ['accepted', 'bounced', 'failed'] as const) {
      for (const outcome of Object.values(outcomes)) expect(await after(state, outcome)).toBe(state);
    }
  });

  it('gathers deferred letters of one due second into one new batch of their slot', async () => {
    const own = await openLedger(test.db);
    const letters = [];
    for (const name of ['a', 'b', 'c']) {
      const key = await enter(test.db, own, name, { state: 'attempting', attempt: 1 });
      letters.push({ key, attempt: 1, slotId: 3, outcome: outcomes.deferred });
    }
    expect(await settle(test.db, letters)).toBe(3);
    const { rows } = await sql<{ slot_id: number; letters: number }>`
      select b.slot_id, count(*)::integer as letters
      from deliveries d join batches b on b.id = d.batch_id and b.state = 'ready'
      where d.campaign_id = ${own.campaignId} group by b.id
    `.execute(test.db);
    expect(rows).toEqual([{ slot_id: 3, letters: 3 }]);
  });

  it('lists uncertain letters by name, and tells everything but acceptances as events', async () => {
    const own = await openLedger(test.db);
    for (const outcome of Object.values(outcomes)) {
      const key = await enter(test.db, own, outcome.state, { state: 'attempting', attempt: 1 });
      await settle(test.db, [{ key, attempt: 1, slotId: 1, outcome }]);
    }
    const { rows } = await sql<{ kind: string }>`
      select kind from events where campaign_id = ${own.campaignId} order by id
    `.execute(test.db);
    expect(rows.map((row) => row.kind)).toEqual(['deferred', 'bounced', 'failed', 'uncertain']);
    const named = await sql`select 1 from exceptions where campaign_id = ${own.campaignId}`.execute(test.db);
    expect(named.rows).toHaveLength(1);
  });

  it('keeps a stranger’s reply storable: no NUL, at most 500 characters', async () => {
    const key = await enter(test.db, ledger, 'nul', { state: 'attempting', attempt: 1 });
    const reply = `250 \0${'x'.repeat(2_000)}`;
    await settle(test.db, [{ key, attempt: 1, slotId: 1, outcome: { state: 'accepted', reply } }]);
    const found = await look(test.db, key);
    expect(found.reply).toHaveLength(500);
    expect(found.reply).not.toContain('\0');
  });

  it('settles nothing without asking the database', async () => {
    expect(await settle(test.db, [])).toBe(0);
  });
});

describe('settler', () => {
  it('settles letters of one moment together, and answers each', async () => {
    const keys = [];
    for (const name of ['s1', 's2', 's3']) {
      keys.push(await enter(test.db, ledger, name, { state: 'attempting', attempt: 1 }));
    }
    const settleSoon = settler(test.db, settle);
    await Promise.all(keys.map((key) => settleSoon({ key, attempt: 1, slotId: 1, outcome: outcomes.accepted })));
    for (const key of keys) expect((await look(test.db, key)).state).toBe('accepted');
  });
});
