import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { listLanes, publishLanes } from '@hikyaku/delivery';
import { ownShaping } from '@hikyaku/delivery/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { viewCampaign } from './campaign-view.ts';
import { listDeliveries } from './deliveries.ts';
import { holdUpOf } from './lane-progress.ts';
import { overTime, stepFor } from './over-time.ts';
import { accept, claimLetters, claimSlot, leaseBatches } from './testing/ledger.ts';
import { tailSlots } from './testing/tail-slots.ts';
import { join, newList, newWorkspace, sendingCampaign, suppress } from './testing/world.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await publishLanes(test.db, ownShaping);
});
afterAll(() => test.drop());

describe('viewCampaign', () => {
  it('tells letters by lane, whose sums are its books, and what holds up those that wait', async () => {
    const { db } = test;
    const workspaceId = await newWorkspace(db);
    const list = await newList(db, workspaceId);
    for (const email of ['a@gmail.com', 'b@gmail.com', 'c@docomo.ne.jp', 'no@gmail.com', 'e@somewhere.example']) {
      await join(db, workspaceId, email, [list]);
    }
    await suppress(db, workspaceId, 'no@gmail.com', 'all');
    const id = await sendingCampaign(db, workspaceId, [list]);
    const view = async () => {
      const seen = await viewCampaign(db, workspaceId, id);
      if (seen === undefined) throw new Error('no campaign');
      return seen;
    };
    const before = await view();
    const queued = before.lanes.map(({ lane, counts }) => [lane?.replace(/^tail-\d$/, 'tail'), counts.queued]);
    expect(queued).toEqual([
      ['docomo', 1],
      ['gmail', 2],
      ['tail', 1],
      [undefined, 0],
    ]);
    expect(before.lanes.at(-1)?.counts.withheld).toBe(1);
    const sum = (state: 'queued' | 'withheld') => before.lanes.reduce((all, { counts }) => all + counts[state], 0);
    expect([sum('queued'), sum('withheld')]).toEqual([before.progress.counts.queued, before.progress.counts.withheld]);
    expect(before.lanes.map(({ holdUp }) => holdUp)).toEqual([null, null, null, null]);

    await db
      .updateTable('lanes')
      .set({ paused_at: new Date(), paused_reason: 'x' })
      .where('name', '=', 'gmail')
      .execute();
    await db
      .updateTable('batches')
      .set({ due_at: new Date(Date.now() + 3_600_000) })
      .where('campaign_id', '=', id)
      .execute();
    expect((await view()).lanes.map(({ holdUp }) => holdUp?.kind)).toEqual(['later', 'paused', 'later', undefined]);
  });
});

describe('holdUpOf', () => {
  it('names what stops letters altogether before what slows them', async () => {
    const [lane] = await listLanes(test.db, 'docomo');
    if (lane === undefined) throw new Error('no lane');
    const now = new Date();
    const later = new Date(now.getTime() + 60_000);
    const pace = { window: 5, ceiling: null, perSecond: 12, at: now };
    const warmUp = { domain: 'd', lane: 'docomo', day: '', step: 1, ceiling: 50, taken: 50, note: '' };
    const facts = { warmUp: undefined, nextAt: now, now };
    expect(holdUpOf(lane, facts)).toBeNull();
    expect(holdUpOf({ ...lane, pace }, facts)).toEqual({ kind: 'paced', perSecond: 12 });
    expect(holdUpOf({ ...lane, pace }, { ...facts, nextAt: later })).toEqual({ kind: 'later', until: later });
    expect(holdUpOf({ ...lane, pace }, { ...facts, warmUp, nextAt: later })).toEqual({ kind: 'warm-up', ceiling: 50 });
    expect(holdUpOf({ ...lane, pace }, { ...facts, warmUp: { ...warmUp, taken: 49 } })).toMatchObject({
      kind: 'paced',
    });
    const suspended = { ...lane, suspendedUntil: later, suspendedReason: '421 too fast' };
    expect(holdUpOf(suspended, { ...facts, warmUp })).toMatchObject({ kind: 'suspended', reason: '421 too fast' });
    expect(holdUpOf({ ...suspended, pausedAt: now, pausedReason: null }, facts)).toMatchObject({ kind: 'paused' });
  });
});

describe('overTime', () => {
  it('counts every settled letter once, in steps without gaps', async () => {
    const { db } = test;
    const workspaceId = await newWorkspace(db);
    const list = await newList(db, workspaceId);
    for (const n of [1, 2, 3]) await join(db, workspaceId, `t${n}@somewhere.example`, [list]);
    const id = await sendingCampaign(db, workspaceId, [list]);
    expect(await overTime(db, id)).toEqual({ stepSeconds: 1, moments: [] });
    const [slotId = 0] = await tailSlots(db);
    const claim = await claimSlot(db, slotId);
    const refs = (await listDeliveries(db, workspaceId, id, { limit: 10 })).map(({ ref }) => ref);
    await leaseBatches(db, id, claim);
    await claimLetters(db, claim, refs);
    await accept(db, claim, refs);
    const begin = new Date('2026-11-01T00:00:30Z');
    await db.updateTable('deliveries').set({ settled_at: begin }).where('campaign_id', '=', id).execute();
    await db
      .updateTable('deliveries')
      .set({ settled_at: new Date(begin.getTime() + 600_000), state: 'bounced' })
      .where('campaign_id', '=', id)
      .where('address_key', '=', refs[0]?.addressKey ?? Buffer.alloc(16))
      .execute();
    const told = await overTime(db, id);
    expect(told.stepSeconds).toBe(15);
    expect(told.moments.length).toBe(41);
    expect(told.moments[0]).toEqual({ at: begin, accepted: 2, bounced: 0, other: 0 });
    expect(told.moments.at(-1)).toMatchObject({ accepted: 0, bounced: 1 });
  });

  it('tells days by the minute and months by the day', () => {
    expect([0, 50, 3_600, 86_400, 30 * 86_400].map(stepFor)).toEqual([1, 1, 120, 1_800, 86_400]);
  });
});
