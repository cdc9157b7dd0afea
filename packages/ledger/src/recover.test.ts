import { type TestDatabase, testDatabase, untilSomebodyWaits } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { closeRecovery, fence, orphansOf } from './recover.ts';
import { settle } from './settle.ts';
import { enter, type Ledger, look, openLedger } from './testing/books.ts';

let test: TestDatabase;
let ledger: Ledger;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  ledger = await openLedger(test.db);
  await sql`update lane_slots set sender_id = ${ledger.senderId}, epoch = 3 where id = 2`.execute(test.db);
});
afterAll(() => test.drop());

const slot = async (id: number) =>
  (await test.db.selectFrom('lane_slots').select(['sender_id', 'epoch']).where('id', '=', id).execute())[0];

describe('fence', () => {
  it('frees the dead sender’s slots under a new epoch, and lets it take none again', async () => {
    await fence(test.db, ledger.senderId);
    await fence(test.db, ledger.senderId);
    expect(await slot(2)).toMatchObject({ sender_id: null });
    const { rows } = await sql<{ epoch: string | null }>`
      select take_slot(2, ${ledger.senderId}, interval '1 minute') as epoch
    `.execute(test.db);
    expect(rows).toEqual([{ epoch: null }]);
  });

  it('waits for a slot that the dead sender’s last request is just taking, and frees it too', async () => {
    const { db } = test;
    let fencing: Promise<void> | undefined;
    await db.transaction().execute(async (tx) => {
      await sql`select take_slot(3, ${ledger.senderId}, interval '1 minute')`.execute(tx);
      fencing = fence(db, ledger.senderId);
      await untilSomebodyWaits(test.db);
    });
    await fencing;
    expect(await slot(3)).toMatchObject({ sender_id: null });
  });
});

describe('orphansOf', () => {
  it('finds the letters that were attempting, a page at a time, and no others', async () => {
    const lost = [];
    for (const name of ['a', 'b', 'c']) {
      lost.push(await enter(test.db, ledger, name, { state: 'attempting', attempt: 2 }));
    }
    await enter(test.db, ledger, 'd');
    await enter(test.db, ledger, 'e', { state: 'accepted', attempt: 1 });
    expect(await orphansOf(test.db, ledger.senderId, 2)).toHaveLength(2);
    const orphans = await orphansOf(test.db, ledger.senderId, 10);
    expect(orphans).toHaveLength(3);
    expect(orphans).toEqual(expect.arrayContaining(lost.map((key) => ({ key, attempt: 2, slotId: 1 }))));
    expect(await orphansOf(test.db, (await openLedger(test.db)).senderId, 10)).toEqual([]);
  });
});

describe('settle, told of orphans', () => {
  it('gives each orphan the state that its marks tell', async () => {
    const requeued = await enter(test.db, ledger, 'a', { state: 'attempting', attempt: 1 });
    const doubtful = await enter(test.db, ledger, 'b', { state: 'attempting', attempt: 1 });
    await settle(test.db, [
      { key: requeued, attempt: 1, slotId: 1, outcome: { state: 'queued', reason: 'sender-died-before-the-dot' } },
      {
        key: doubtful,
        attempt: 1,
        slotId: 1,
        outcome: { state: 'uncertain', reason: 'sender-died-after-the-dot', wireUntil: new Date() },
      },
    ]);
    expect(await look(test.db, requeued)).toMatchObject({ state: 'queued', attempt: 1 });
    expect(await look(test.db, doubtful)).toMatchObject({ state: 'uncertain', reason: 'sender-died-after-the-dot' });
  });
});

describe('closeRecovery', () => {
  it('lets the batches be taken again and ends the recovery of a fenced sender', async () => {
    await fence(test.db, ledger.senderId);
    await closeRecovery(test.db, ledger.senderId);
    const batch = await test.db.selectFrom('batches').selectAll().where('id', '=', ledger.batchId).executeTakeFirst();
    expect(batch).toMatchObject({ state: 'ready', sender_id: null });
    const sender = await test.db
      .selectFrom('senders')
      .select('recovered_at')
      .where('id', '=', ledger.senderId)
      .executeTakeFirst();
    expect(sender?.recovered_at).not.toBeNull();
  });
});
