import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { enter, type Ledger, look, openLedger } from './testing/books.ts';
import { unclaim } from './unclaim.ts';

let test: TestDatabase;
let ledger: Ledger;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  ledger = await openLedger(test.db);
  await sql`update lane_slots set sender_id = ${ledger.senderId}, epoch = 7 where id = 1`.execute(test.db);
});
afterAll(() => test.drop());

const ask = (attempt: number, names: Awaited<ReturnType<typeof enter>>[]) =>
  unclaim(
    test.db,
    { slotId: 1, senderId: ledger.senderId, leaseSeconds: 15 },
    names.map((key) => ({ key, attempt })),
  );

describe('unclaim', () => {
  it('takes a new epoch and puts back what the lost gate claimed, as of its attempt', async () => {
    const claimed = await enter(test.db, ledger, 'claimed', { state: 'attempting', attempt: 1 });
    const withheld = await enter(test.db, ledger, 'withheld', { state: 'withheld' });
    expect(await ask(0, [claimed, withheld])).toBe('8');
    // The attempt was begun and is not begun again under the same number.
    expect(await look(test.db, claimed)).toMatchObject({ state: 'queued', attempt: 1 });
    expect((await look(test.db, withheld)).state).toBe('withheld');
  });

  it('leaves alone what an earlier gate claimed, and what another sender has', async () => {
    const earlier = await enter(test.db, ledger, 'earlier', { state: 'attempting', attempt: 1 });
    const theirs = await enter(test.db, ledger, 'theirs', { state: 'attempting', attempt: 2 });
    const other = await openLedger(test.db);
    await sql`update deliveries set sender_id = ${other.senderId} where address_key = ${theirs.addressKey}`.execute(
      test.db,
    );
    await ask(1, [earlier, theirs]);
    expect((await look(test.db, earlier)).state).toBe('attempting');
    expect((await look(test.db, theirs)).state).toBe('attempting');
  });

  it('answers undefined and changes nothing when the slot is another’s, or the sender was declared dead', async () => {
    const claimed = await enter(test.db, ledger, 'claimed', { state: 'attempting', attempt: 1 });
    const other = await openLedger(test.db);
    await sql`update lane_slots set sender_id = ${other.senderId} where id = 1`.execute(test.db);
    expect(await ask(0, [claimed])).toBeUndefined();
    await sql`update lane_slots set sender_id = ${ledger.senderId} where id = 1`.execute(test.db);
    await sql`update senders set fenced_at = now() where id = ${ledger.senderId}`.execute(test.db);
    expect(await ask(0, [claimed])).toBeUndefined();
    expect((await look(test.db, claimed)).state).toBe('attempting');
  });
});
