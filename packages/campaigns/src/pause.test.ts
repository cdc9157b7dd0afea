import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { readBooks } from '@hikyaku/ledger';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listDeliveries } from './deliveries.ts';
import { findCampaign } from './find-campaign.ts';
import { pause } from './pause.ts';
import { resume } from './resume.ts';
import { accept, claimLetters, claimSlot, doubt, leaseBatches, type TestClaim } from './testing/ledger.ts';
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
  await leaseBatches(test.db, id, claim);
  return { id, refs };
}

/** A clock that passes five seconds in ten pauses, and something that happens meanwhile. */
function fakeTime(meanwhile: () => Promise<void> = async () => {}) {
  let ms = 0;
  return {
    nowMs: () => ms,
    pause: async () => {
      ms += 500;
      await meanwhile();
    },
  };
}

describe('pause', () => {
  it('answers quiet when nothing is on the wire, and from then on the gate holds every letter of the campaign', async () => {
    const { id, refs } = await campaignOf(3);
    expect(await pause(test.db, workspaceId, id)).toEqual({ kind: 'paused', quiet: true, onTheWire: 0 });
    expect(await claimLetters(test.db, claim, refs)).toEqual(['held', 'held', 'held']);
    expect(await readBooks(test.db, id)).toMatchObject({ queued: 3, withheld: 0 });
  });

  it('waits for a letter on the wire to settle before it answers', async () => {
    const { id, refs } = await campaignOf(3);
    expect(await claimLetters(test.db, claim, refs.slice(0, 1))).toEqual(['cleared']);
    const waiting = fakeTime(() => accept(test.db, claim, refs.slice(0, 1)));
    expect(await pause(test.db, workspaceId, id, waiting)).toEqual({ kind: 'paused', quiet: true, onTheWire: 0 });
    expect(await readBooks(test.db, id)).toMatchObject({ queued: 2, attempting: 0, accepted: 1 });
  });

  it('says honestly, after five seconds, how many letters are still on the wire', async () => {
    const { id, refs } = await campaignOf(3);
    await claimLetters(test.db, claim, refs.slice(0, 2));
    const waiting = fakeTime();
    expect(await pause(test.db, workspaceId, id, waiting)).toEqual({ kind: 'paused', quiet: false, onTheWire: 2 });
    expect(waiting.nowMs()).toBe(5_000);
    expect((await findCampaign(test.db, workspaceId, id))?.status).toBe('paused');
  });

  it('counts an uncertain letter whose bytes may still be read', async () => {
    const { id, refs } = await campaignOf(2);
    await claimLetters(test.db, claim, refs);
    await doubt(test.db, claim, refs.slice(0, 1), new Date(Date.now() + 60_000));
    await doubt(test.db, claim, refs.slice(1), new Date(Date.now() - 1_000));
    expect(await pause(test.db, workspaceId, id, fakeTime())).toMatchObject({ quiet: false, onTheWire: 1 });
  });

  it('is harmless to repeat, is one event, and is refused before the campaign has begun and in another workspace', async () => {
    const { id } = await campaignOf(1);
    await pause(test.db, workspaceId, id);
    expect(await pause(test.db, workspaceId, id)).toMatchObject({ kind: 'paused', quiet: true });
    const events = await test.db
      .selectFrom('events')
      .select('kind')
      .where('campaign_id', '=', id)
      .orderBy('id')
      .execute();
    expect(events.map((event) => event.kind)).toEqual(['scheduled', 'sending', 'paused']);
    const draft = await newDraft(test.db, workspaceId, []);
    expect(await pause(test.db, workspaceId, draft.id)).toMatchObject({ kind: 'refused', status: 'draft' });
    expect(await pause(test.db, await newWorkspace(test.db), id)).toEqual({ kind: 'not-found' });
  });
});

describe('resume', () => {
  it('lets the same letters go on, and wakes the slots that hold them', async () => {
    const { id, refs } = await campaignOf(2);
    await pause(test.db, workspaceId, id);
    const woken: (readonly number[])[] = [];
    const deps = { ...depsFor(test.db), wake: async (slots: readonly number[]) => void woken.push(slots) };
    expect(await resume(deps, workspaceId, id)).toEqual({ kind: 'resumed', status: 'sending' });
    expect(woken.flat()).toHaveLength(1);
    expect(await claimLetters(test.db, claim, refs)).toEqual(['cleared', 'cleared']);
  });

  it('refuses what is not paused', async () => {
    const { id } = await campaignOf(1);
    expect(await resume(depsFor(test.db), workspaceId, id)).toMatchObject({ kind: 'refused', status: 'sending' });
  });
});
