import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeWorkspace } from '../change-workspace.ts';
import { listDeliveries } from '../deliveries.ts';
import { createDraft } from '../draft.ts';
import { makeSenderKey } from '../sender-domain.ts';
import { accept, claimLetters, claimSlot, doubt, leaseBatches, type TestClaim } from '../testing/ledger.ts';
import { tailSlots } from '../testing/tail-slots.ts';
import { crowd, join, keyring, newList, newWorkspace, sendingCampaign, suppress } from '../testing/world.ts';
import { unnamedWorkspace } from '../unnamed-workspace.ts';
import { overview } from './overview.ts';

let test: TestDatabase;
let claims: TestClaim[];
beforeAll(async () => {
  test = await testDatabase();
  claims = [];
  for (const slotId of await tailSlots(test.db)) claims.push(await claimSlot(test.db, slotId));
});
afterAll(() => test.drop());

describe('overview', () => {
  it('follows a workspace step by step to its first newsletter, by what is so and nothing else', async () => {
    const { db } = test;
    const workspaceId = await newWorkspace(db, unnamedWorkspace);
    const steps = async () => (await overview(db, workspaceId)).steps;
    const none = { sender: false, domain: false, people: false, draft: false, sent: false, campaigns: 0 };
    expect(await steps()).toEqual(none);
    await changeWorkspace(db, workspaceId, { legalName: '飛脚', postalAddress: '京都市' });
    expect(await steps()).toEqual(none);
    await changeWorkspace(db, workspaceId, { contact: 'me@example.jp' });
    expect(await steps()).toEqual({ ...none, sender: true });
    await makeSenderKey(db, keyring, { workspaceId, domain: 'shop.example' });
    const list = await newList(db, workspaceId);
    await join(db, workspaceId, 'waiting@example.jp', [list], { state: 'pending' });
    expect(await steps()).toEqual({ ...none, sender: true, domain: true });
    await join(db, workspaceId, 'reader@example.jp', [list]);
    const draft = { name: 'x', lists: [list], from: { name: '', email: 'a@shop.example' }, subject: 'x' };
    await createDraft(db, workspaceId, draft);
    expect(await steps()).toEqual({ ...none, sender: true, domain: true, people: true, campaigns: 1 });
    const id = await sendingCampaign(db, workspaceId, [list]);
    expect(await steps()).toMatchObject({ draft: true, sent: false });
    for (const claim of claims) {
      const refs = (await listDeliveries(db, workspaceId, id, { limit: 10, state: 'queued' })).map(({ ref }) => ref);
      await leaseBatches(db, id, claim);
      await claimLetters(db, claim, refs);
      await accept(db, claim, refs);
    }
    expect(await steps()).toEqual({
      sender: true,
      domain: true,
      people: true,
      draft: true,
      sent: true,
      campaigns: 2,
    });
  });

  it('counts who came and who left this week, in this workspace alone', async () => {
    const { db } = test;
    const [mine, theirs] = [await newWorkspace(db), await newWorkspace(db)];
    const list = await newList(db, mine);
    await crowd(db, mine, list, 5);
    await join(db, mine, 'left@example.jp', [list]);
    await suppress(db, mine, 'left@example.jp', 'list', list);
    await suppress(db, mine, 'left@example.jp', 'marketing');
    await suppress(db, theirs, 'other@example.jp', 'all');
    expect((await overview(db, mine)).people).toEqual({ days: 7, gained: 6, left: 1, gone: 0 });
    expect((await overview(db, theirs)).people).toEqual({ days: 7, gained: 0, left: 1, gone: 0 });
  });

  it('names what waits for a person, and nothing once it is decided', async () => {
    const { db } = test;
    const [workspaceId, elsewhere] = [await newWorkspace(db), await newWorkspace(db)];
    const list = await newList(db, workspaceId);
    await crowd(db, workspaceId, list, 3);
    const id = await sendingCampaign(db, workspaceId, [list], { name: 'doubtful' });
    const waiting = async () => (await overview(db, workspaceId)).attention;
    expect(await waiting()).toEqual([]);

    const [claim] = claims;
    if (claim === undefined) throw new Error('There is no tail slot.');
    const refs = (await listDeliveries(db, workspaceId, id, { limit: 10 })).map(({ ref }) => ref);
    await leaseBatches(db, id, claim);
    await claimLetters(db, claim, refs);
    await doubt(db, claim, refs.slice(0, 2), new Date(Date.now() - 1_000));
    const campaign = { id, name: 'doubtful' };
    expect(await waiting()).toEqual([{ kind: 'uncertain', campaign, letters: 2 }]);

    const pause = (status_reason: string | null) =>
      db.updateTable('campaigns').set({ status: 'paused', status_reason }).where('id', '=', id).execute();
    await pause('self-test-failed');
    expect(await waiting()).toContainEqual({ kind: 'paused', campaign, cause: 'self-test' });
    await pause('too-many-invalid');
    expect(await waiting()).toContainEqual({ kind: 'paused', campaign, cause: 'too-many-invalid' });
    await pause(null);
    expect(await waiting()).toContainEqual({ kind: 'paused', campaign, cause: 'somebody' });

    await db.updateTable('campaigns').set({ status: 'sending' }).where('id', '=', id).execute();
    const lane = { paused_at: new Date(), paused_reason: 'maintenance' };
    await db.updateTable('lanes').set(lane).where('name', 'like', 'tail-%').execute();
    expect(await waiting()).toContainEqual(
      expect.objectContaining({ kind: 'lane', paused: true, reason: 'maintenance', campaigns: 1 }),
    );
    expect((await overview(db, elsewhere)).attention).toEqual([]);
  });
});
