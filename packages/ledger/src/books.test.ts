import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { balances, isSettled, readBooks } from './books.ts';
import { deliveryStates, isUnderway } from './delivery-state.ts';
import { enter, openLedger } from './testing/books.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const empty = { queued: 0, attempting: 0, accepted: 0, deferred: 0, bounced: 0, withheld: 0, failed: 0, uncertain: 0 };

describe('readBooks', () => {
  it('counts a campaign’s rows by state, beside those targeted', async () => {
    const ledger = await openLedger(test.db);
    const other = await openLedger(test.db);
    expect(await readBooks(test.db, ledger.campaignId)).toEqual({ targeted: 0, ...empty });
    for (const state of deliveryStates) await enter(test.db, ledger, state, { state });
    await enter(test.db, ledger, 'one more', { state: 'accepted' });
    await enter(test.db, other, 'elsewhere');
    const books = await readBooks(test.db, ledger.campaignId);
    expect(books).toEqual({
      targeted: 9,
      ...Object.fromEntries(deliveryStates.map((state) => [state, state === 'accepted' ? 2 : 1])),
    });
    expect(balances(books)).toBe(true);
  });

  it('reads a campaign that does not exist as empty', async () => {
    expect(await readBooks(test.db, '1')).toEqual({ targeted: 0, ...empty });
  });
});

describe('balances', () => {
  it('needs a row for everybody targeted, and nobody else', () => {
    expect(balances({ targeted: 3, ...empty, accepted: 2, withheld: 1 })).toBe(true);
    expect(balances({ targeted: 3, ...empty, accepted: 2 })).toBe(false);
    expect(balances({ targeted: 1, ...empty, accepted: 2 })).toBe(false);
  });
});

describe('isSettled', () => {
  it('says no while a letter is queued, attempting or deferred', () => {
    for (const state of deliveryStates) {
      const books = { targeted: 1, ...empty, [state]: 1 };
      expect(isSettled(books)).toBe(!isUnderway(state));
      expect(isUnderway(state)).toBe(['queued', 'attempting', 'deferred'].includes(state));
    }
  });
});
