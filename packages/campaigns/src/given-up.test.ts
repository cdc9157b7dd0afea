import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { readBooks } from '@hikyaku/ledger';
import { giveUp } from '@hikyaku/suppression';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listDeliveries } from './deliveries.ts';
import { prepare } from './prepare.ts';
import { schedule } from './schedule.ts';
import { depsFor, isSound, join, keyOf, newDraft, newList, newWorkspace, wake } from './testing/world.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

/** A campaign of a workspace of its own to these people, frozen. */
async function frozen(emails: readonly string[]): Promise<{ workspaceId: string; campaignId: string }> {
  const workspaceId = await newWorkspace(test.db);
  const list = await newList(test.db, workspaceId);
  for (const email of emails) await join(test.db, workspaceId, email, [list]);
  const { id } = await newDraft(test.db, workspaceId, [list]);
  await schedule(depsFor(test.db), workspaceId, id, 'now');
  await prepare({ db: test.db, wake, isSound }, id);
  return { workspaceId, campaignId: id };
}

describe('an address that was given up', () => {
  it('is withheld with its reason when a later campaign is frozen, in any workspace, and the books balance', async () => {
    const first = await frozen(['dead@example.com']);
    const letter = { campaignId: first.campaignId, addressKey: keyOf('dead@example.com'), letterNo: 0 };
    await giveUp(test.db, [{ letter, reason: 'invalid-address', evidence: '550 5.1.1 no such user' }]);

    const second = await frozen(['dead@example.com', 'alive@example.com']);
    const deliveries = await listDeliveries(test.db, second.workspaceId, second.campaignId, { limit: 10 });
    expect(Object.fromEntries(deliveries.map((row) => [row.email, [row.state, row.reason]]))).toEqual({
      'dead@example.com': ['withheld', 'suppressed-invalid'],
      'alive@example.com': ['queued', null],
    });
    expect(await readBooks(test.db, second.campaignId)).toMatchObject({ targeted: 2, withheld: 1, queued: 1 });
  });
});
