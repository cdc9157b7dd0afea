import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { balances, readBooks, settle } from '@hikyaku/ledger';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cancel } from './cancel.ts';
import { cancelRemaining } from './cancel-remaining.ts';
import { listDeliveries } from './deliveries.ts';
import { dueCampaigns } from './due.ts';
import { findCampaign } from './find-campaign.ts';
import { finishDue } from './finish.ts';
import { schedule } from './schedule.ts';
import {
  accept,
  claimLetters,
  claimSlot,
  doubt,
  leaseBatches,
  releaseBatches,
  type TestClaim,
} from './testing/ledger.ts';
import { crowd, depsFor, newDraft, newList, newWorkspace, sendingCampaign } from './testing/world.ts';
import { tailSlots } from './testing/tail-slots.ts';

let test: TestDatabase;
let workspaceId: string;
let claim: TestClaim;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
  const [slotId = 0] = await tailSlots(test.db);
  claim = await claimSlot(test.db, slotId);
});
afterAll(() => test.drop());

async function campaignOf(people: number) {
  const list = await newList(test.db, workspaceId);
  await crowd(test.db, workspaceId, list, people);
  const id = await sendingCampaign(test.db, workspaceId, [list]);
  const refs = (await listDeliveries(test.db, workspaceId, id, { limit: 1_000 })).map((row) => row.ref);
  return { id, refs };
}

const statusOf = async (id: string) => (await findCampaign(test.db, workspaceId, id))?.status;

describe('cancel', () => {
  it('answers at once; from then on the gate clears nothing of the campaign', async () => {
    const { id, refs } = await campaignOf(3);
    expect(await cancel(test.db, workspaceId, id)).toEqual({ kind: 'cancelling' });
    expect(await claimLetters(test.db, claim, refs)).toEqual(['held', 'held', 'held']);
    expect((await dueCampaigns(test.db)).cancel).toContain(id);
  });

  it('is harmless to repeat, and refused for a draft and a finished campaign', async () => {
    const { id } = await campaignOf(1);
    await cancel(test.db, workspaceId, id);
    expect(await cancel(test.db, workspaceId, id)).toEqual({ kind: 'cancelling' });
    await cancelRemaining(test.db, id);
    expect(await cancel(test.db, workspaceId, id)).toEqual({ kind: 'cancelled' });
    const draft = await newDraft(test.db, workspaceId, []);
    expect(await cancel(test.db, workspaceId, draft.id)).toMatchObject({ kind: 'refused', status: 'draft' });
  });
});

describe('cancelRemaining', () => {
  it('withholds what waits with the reason, closes its batches, and the books balance', async () => {
    const { id } = await campaignOf(5);
    await cancel(test.db, workspaceId, id);
    expect(await cancelRemaining(test.db, id)).toEqual({ withheld: 5, cancelled: true });
    expect(await cancelRemaining(test.db, id)).toEqual({ withheld: 0, cancelled: true });
    const rows = await listDeliveries(test.db, workspaceId, id, { limit: 10 });
    expect(new Set(rows.map((row) => `${row.state} ${row.reason}`))).toEqual(new Set(['withheld campaign-cancelled']));
    const open = await test.db
      .selectFrom('batches')
      .select('id')
      .where('campaign_id', '=', id)
      .where('state', '<>', 'closed')
      .execute();
    expect(open).toEqual([]);
    expect(await statusOf(id)).toBe('cancelled');
    expect(balances(await readBooks(test.db, id))).toBe(true);
  });

  it('waits for letters on the wire, whose truth is recorded; one that is deferred then goes nowhere', async () => {
    const { id, refs } = await campaignOf(4);
    await leaseBatches(test.db, id, claim);
    await claimLetters(test.db, claim, refs.slice(0, 2));
    await cancel(test.db, workspaceId, id);
    expect(await cancelRemaining(test.db, id)).toEqual({ withheld: 2, cancelled: false });
    expect(await statusOf(id)).toBe('cancelling');
    await accept(test.db, claim, refs.slice(0, 1));
    const [, deferred] = refs;
    if (deferred === undefined) throw new Error('There are four letters.');
    const outcome = { state: 'deferred', reason: 'busy', reply: '450', dueAt: new Date(Date.now() + 60_000) } as const;
    await settle(test.db, [{ key: deferred, attempt: 1, slotId: claim.slotId, outcome }]);
    await releaseBatches(test.db, id);
    expect(await cancelRemaining(test.db, id)).toEqual({ withheld: 1, cancelled: true });
    expect(await readBooks(test.db, id)).toMatchObject({
      targeted: 4,
      accepted: 1,
      withheld: 3,
      attempting: 0,
      deferred: 0,
    });
  });

  it('touches no campaign that is not being cancelled', async () => {
    const { id } = await campaignOf(2);
    expect(await cancelRemaining(test.db, id)).toEqual({ withheld: 0, cancelled: false });
    expect(await readBooks(test.db, id)).toMatchObject({ queued: 2 });
  });

  it('cancels a scheduled campaign, which then has no rows at all', async () => {
    const draft = await newDraft(test.db, workspaceId, [await newList(test.db, workspaceId)]);
    await schedule(depsFor(test.db), workspaceId, draft.id, new Date(Date.now() + 60_000));
    await cancel(test.db, workspaceId, draft.id);
    expect(await cancelRemaining(test.db, draft.id)).toEqual({ withheld: 0, cancelled: true });
  });
});

describe('finishDue', () => {
  it('finishes a campaign only when no letter of it is under way, uncertain ones notwithstanding', async () => {
    const { id, refs } = await campaignOf(3);
    await leaseBatches(test.db, id, claim);
    await claimLetters(test.db, claim, refs);
    await accept(test.db, claim, refs.slice(0, 2));
    await releaseBatches(test.db, id);
    expect(await finishDue(test.db)).not.toContain(id);
    await doubt(test.db, claim, refs.slice(2), new Date(Date.now() - 1_000));
    await leaseBatches(test.db, id, claim);
    await releaseBatches(test.db, id);
    expect(await finishDue(test.db)).toContain(id);
    expect(await finishDue(test.db)).not.toContain(id);
    expect(await statusOf(id)).toBe('finished');
    expect((await findCampaign(test.db, workspaceId, id))?.endedAt).toBeInstanceOf(Date);
  });

  it('finishes a campaign whose every letter was withheld at the freeze, or that targeted nobody', async () => {
    const id = await sendingCampaign(test.db, workspaceId, [await newList(test.db, workspaceId)]);
    expect(await finishDue(test.db)).toContain(id);
  });
});

describe('dueCampaigns', () => {
  it('names scheduled campaigns whose time has come, and not those whose time has not', async () => {
    const list = await newList(test.db, workspaceId);
    const [soon, later] = [await newDraft(test.db, workspaceId, [list]), await newDraft(test.db, workspaceId, [list])];
    await schedule(depsFor(test.db), workspaceId, soon.id, 'now');
    await schedule(depsFor(test.db), workspaceId, later.id, new Date(Date.now() + 60_000));
    const due = await dueCampaigns(test.db);
    expect(due.prepare).toContain(soon.id);
    expect(due.prepare).not.toContain(later.id);
  });
});
