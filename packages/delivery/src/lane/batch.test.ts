import { type TestDatabase, testDatabase, untilSomebodyWaits } from '@hikyaku/database/testing';
import { fence } from '@hikyaku/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type SeededCampaign, seedCampaign } from '../testing/campaign.ts';
import { releaseBatch, takeBatch } from './batch.ts';

let test: TestDatabase;
let campaign: SeededCampaign;
let senderId: string;
let slotId: number;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await sql`update batches set state = 'closed', sender_id = null`.execute(test.db);
  campaign = await seedCampaign(test.db, 3);
  slotId = campaign.slotIds[0] ?? 0;
  const sender = await test.db
    .insertInto('senders')
    .values({ host: 'h', boot_id: 'b', process: 'p', journal: 'j' })
    .returning('id')
    .executeTakeFirstOrThrow();
  senderId = sender.id;
});
afterAll(() => test.drop());

async function batch() {
  return test.db
    .selectFrom('batches')
    .select(['state', 'sender_id'])
    .where('campaign_id', '=', campaign.campaignId)
    .executeTakeFirstOrThrow();
}

describe('takeBatch', () => {
  it('takes nothing for a sender that was declared dead', async () => {
    await fence(test.db, senderId);
    expect(await takeBatch(test.db, slotId, senderId, campaign.campaignId)).toBeUndefined();
    expect((await batch()).state).toBe('ready');
  });

  it('makes whoever declares its sender dead wait, so that no batch is leased to it afterwards', async () => {
    let fencing: Promise<void> | undefined;
    await test.db.transaction().execute(async (tx) => {
      expect(await takeBatch(tx, slotId, senderId, campaign.campaignId)).toMatchObject({
        campaignId: campaign.campaignId,
      });
      fencing = fence(test.db, senderId);
      await untilSomebodyWaits(test.db);
    });
    await fencing;
    expect(await batch()).toEqual({ state: 'leased', sender_id: senderId });
  });
});

describe('releaseBatch', () => {
  it('gives a batch back while letters of it can leave, and closes it when none can', async () => {
    for (const [state, closed] of [
      ['queued', 'ready'],
      ['deferred', 'ready'],
      ['attempting', 'ready'],
      ['accepted', 'closed'],
    ] as const) {
      await sql`update deliveries set state = ${state} where campaign_id = ${campaign.campaignId}`.execute(test.db);
      await sql`update batches set state = 'ready' where campaign_id = ${campaign.campaignId}`.execute(test.db);
      const taken = await takeBatch(test.db, slotId, senderId, campaign.campaignId);
      if (taken === undefined) throw new Error('No batch was due.');
      await releaseBatch(test.db, taken, senderId, 0, 0);
      expect(await batch()).toEqual({ state: closed, sender_id: null });
    }
  });

  it('gives nothing back for a sender that was declared dead: recovery finds its letters by its batches', async () => {
    const taken = await takeBatch(test.db, slotId, senderId, campaign.campaignId);
    if (taken === undefined) throw new Error('No batch was due.');
    await fence(test.db, senderId);
    await releaseBatch(test.db, taken, senderId, 0, 0);
    expect(await batch()).toEqual({ state: 'leased', sender_id: senderId });
  });
});
