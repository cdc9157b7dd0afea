import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { balances, deliveryStates, readBooks } from '@hikyaku/ledger';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listDeliveries } from './deliveries.ts';
import { findCampaign } from './find-campaign.ts';
import { finishDue } from './finish.ts';
import { readLetterId } from './letter-id.ts';
import { resolveUncertain } from './resolve.ts';
import {
  accept,
  claimLetters,
  claimSlot,
  doubt,
  leaseBatches,
  releaseBatches,
  type TestClaim,
} from './testing/ledger.ts';
import { crowd, depsFor, newList, newWorkspace, sendingCampaign } from './testing/world.ts';
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

/** Four letters: two accepted, two uncertain, of which the last may still be read; the campaign is finished. */
async function finishedWithDoubt() {
  const list = await newList(test.db, workspaceId);
  await crowd(test.db, workspaceId, list, 4);
  const id = await sendingCampaign(test.db, workspaceId, [list]);
  const refs = (await listDeliveries(test.db, workspaceId, id, { limit: 10 })).map((row) => row.ref);
  await leaseBatches(test.db, id, claim);
  await claimLetters(test.db, claim, refs);
  await accept(test.db, claim, refs.slice(0, 2));
  await doubt(test.db, claim, refs.slice(2, 3), new Date(Date.now() - 1_000));
  await doubt(test.db, claim, refs.slice(3), new Date(Date.now() + 600_000));
  await releaseBatches(test.db, id);
  await finishDue(test.db);
  return { id, refs, doubtful: refs.slice(2, 3) };
}

const resolve = (
  id: string,
  action: 'resend' | 'accept',
  letters?: Awaited<ReturnType<typeof finishedWithDoubt>>['refs'],
) => resolveUncertain(depsFor(test.db), workspaceId, id, { action, by: 'console', ...(letters ? { letters } : {}) });

describe('resolveUncertain', () => {
  it('sends uncertain letters again through the gate, and the campaign is sending until they have settled', async () => {
    const { id, doubtful } = await finishedWithDoubt();
    expect(await resolve(id, 'resend')).toEqual({ kind: 'resolved', letters: 1, stillOnTheWire: 1 });
    expect((await findCampaign(test.db, workspaceId, id))?.status).toBe('sending');
    expect(await finishDue(test.db)).not.toContain(id);
    expect(await readBooks(test.db, id)).toMatchObject({ targeted: 4, accepted: 2, queued: 1, uncertain: 1 });
    expect(await claimLetters(test.db, claim, doubtful, 1)).toEqual(['cleared']);
  });

  it('takes uncertain letters for accepted, leaving alone what may still be read', async () => {
    const { id } = await finishedWithDoubt();
    expect(await resolve(id, 'accept')).toEqual({ kind: 'resolved', letters: 1, stillOnTheWire: 1 });
    const books = await readBooks(test.db, id);
    expect(books).toMatchObject({ accepted: 3, uncertain: 1 });
    expect(balances(books)).toBe(true);
    expect((await findCampaign(test.db, workspaceId, id))?.status).toBe('finished');
  });

  it('decides only on the letters named, only once, and never on a settled one', async () => {
    const { id, refs, doubtful } = await finishedWithDoubt();
    expect(await resolve(id, 'accept', refs.slice(0, 2))).toMatchObject({ letters: 0 });
    expect(await resolve(id, 'accept', [])).toMatchObject({ letters: 0 });
    expect(await resolve(id, 'accept', doubtful)).toMatchObject({ letters: 1 });
    expect(await resolve(id, 'resend', doubtful)).toMatchObject({ letters: 0 });
  });

  it('records who decided what, letter by letter', async () => {
    const { id, doubtful } = await finishedWithDoubt();
    await resolve(id, 'resend');
    const events = await test.db
      .selectFrom('events')
      .select(['address_key', 'details'])
      .where('campaign_id', '=', id)
      .where('kind', '=', 'resolved')
      .execute();
    expect(events).toEqual([{ address_key: doubtful[0]?.addressKey, details: { action: 'resend', by: 'console' } }]);
  });

  it('is refused to send letters of a cancelled campaign again, and finds no other workspace’s', async () => {
    const { id } = await finishedWithDoubt();
    await test.db.updateTable('campaigns').set({ status: 'cancelled' }).where('id', '=', id).execute();
    expect(await resolve(id, 'resend')).toMatchObject({ kind: 'refused', status: 'cancelled' });
    const stranger = await newWorkspace(test.db);
    const answer = await resolveUncertain(depsFor(test.db), stranger, id, { action: 'accept', by: 'x' });
    expect(answer).toEqual({ kind: 'not-found' });
  });
});

describe('listDeliveries', () => {
  it('tells each letter’s fate in words, by state and page by page, to its own workspace alone', async () => {
    const { id } = await finishedWithDoubt();
    const uncertain = await listDeliveries(test.db, workspaceId, id, { state: 'uncertain', limit: 10 });
    expect(uncertain).toHaveLength(2);
    expect(uncertain[0]).toMatchObject({
      state: 'uncertain',
      reason: 'dot-timeout',
      attempts: 1,
      lane: expect.stringMatching(/^tail-/),
    });
    expect(uncertain[0]?.email).toMatch(/@.+\.example$/);
    const seen: string[] = [];
    for (let after = undefined as ReturnType<typeof readLetterId>; ; ) {
      const page = await listDeliveries(test.db, workspaceId, id, { limit: 3, ...(after ? { after } : {}) });
      if (page.length === 0) break;
      seen.push(...page.map((row) => row.id));
      after = readLetterId(seen.at(-1) ?? '');
    }
    expect(new Set(seen).size).toBe(4);
    expect(seen).toHaveLength(4);
    expect(await listDeliveries(test.db, await newWorkspace(test.db), id, { limit: 10 })).toEqual([]);
  });

  it('tells of each state those letters that are in it now, of uncertain ones not who has accepted since nor anybody twice', async () => {
    const { id, refs, doubtful } = await finishedWithDoubt();
    await accept(test.db, claim, doubtful);
    const still = refs.slice(3).map(({ campaignId, addressKey, letterNo }) => ({
      campaign_id: campaignId,
      address_key: addressKey,
      letter_no: letterNo,
      kind: 'uncertain',
    }));
    await test.db.insertInto('exceptions').values(still).execute();
    const all = await listDeliveries(test.db, workspaceId, id, { limit: 10 });
    expect(all.map(({ state }) => state).sort()).toEqual(['accepted', 'accepted', 'accepted', 'uncertain']);
    for (const state of deliveryStates) {
      expect(await listDeliveries(test.db, workspaceId, id, { state, limit: 10 })).toEqual(
        all.filter((letter) => letter.state === state),
      );
    }
  });
});
