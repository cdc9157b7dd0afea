import { removeSegment } from '@hikyaku/audience';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { listDeliveries } from './deliveries.ts';
import { followUp } from './follow-up.ts';
import { prepare } from './prepare.ts';
import { schedule } from './schedule.ts';
import { depsFor, isSound, join, keyOf, newList, newWorkspace, sendingCampaign, wake } from './testing/world.ts';

let test: TestDatabase;
let workspaceId: string;
let list: string;
let campaign: string;
const fates = ['accepted', 'bounced', 'withheld', 'uncertain', 'failed'];
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
  list = await newList(test.db, workspaceId);
  for (const fate of fates) await join(test.db, workspaceId, `${fate}@example.com`, [list]);
  campaign = await sendingCampaign(test.db, workspaceId, [list]);
  for (const fate of fates) {
    await sql`
      update deliveries set state = ${fate}::delivery_state
      where campaign_id = ${campaign} and address_key = ${keyOf(`${fate}@example.com`)}
    `.execute(test.db);
  }
  await sql`update batches set state = 'closed' where campaign_id = ${campaign}`.execute(test.db);
  await join(test.db, workspaceId, 'newcomer@example.com', [list]);
});
afterAll(() => test.drop());

const finish = () => sql`select move_campaign(${campaign}, array['sending'], 'finished')`.execute(test.db);

async function made(letters: Parameters<typeof followUp>[3]['letters']) {
  const answer = await followUp(test.db, workspaceId, campaign, { letters }, 'Hanako');
  if (answer.kind !== 'created') throw new Error(JSON.stringify(answer));
  return answer.campaign;
}

describe('followUp', () => {
  it('waits until the campaign is over', async () => {
    expect(await followUp(test.db, workspaceId, campaign, { letters: ['bounced'] })).toMatchObject({ kind: 'refused' });
    await finish();
    expect(await made(['bounced'])).toMatchObject({ status: 'draft', editedBy: 'Hanako' });
    expect(await followUp(test.db, await newWorkspace(test.db), campaign, { letters: ['bounced'] })).toEqual({
      kind: 'not-found',
    });
  });

  it('goes with the same content to exactly those whose letter came to this, and to newcomers only when they are meant', async () => {
    const reaches = async (letters: Parameters<typeof made>[0]) => {
      const { id, ...draft } = await made(letters);
      expect(draft).toMatchObject({
        name: '秋のたより',
        lists: [list],
        data: { season: '秋' },
        from: { name: '飛脚商店' },
      });
      expect(await schedule(depsFor(test.db), workspaceId, id, 'now')).toMatchObject({ kind: 'scheduled' });
      await prepare({ db: test.db, wake, isSound }, id);
      const rows = await listDeliveries(test.db, workspaceId, id, { limit: 100 });
      return rows.map(({ email }) => email?.split('@')[0]);
    };
    expect(await reaches(['accepted'])).toEqual(['accepted']);
    expect(new Set(await reaches(['bounced', 'withheld', 'failed']))).toEqual(
      new Set(['bounced', 'withheld', 'failed']),
    );
    expect(await reaches(['uncertain'])).toEqual(['uncertain']);
    expect(await reaches(['none'])).toEqual(['newcomer']);
  });

  it('leaves no segment behind when its draft is refused', async () => {
    const segments = () => sql<{ count: string }>`select count(*) from segments`.execute(test.db);
    const before = (await segments()).rows;
    const refused = await followUp(test.db, workspaceId, campaign, { letters: ['none', 'failed'], name: ' ' });
    expect(refused).toMatchObject({ kind: 'problems', problems: [{ field: 'name' }] });
    expect((await segments()).rows).toEqual(before);
  });

  it('uses the segment that is there already, unless it was taken away', async () => {
    const [first, second] = [await made(['accepted', 'uncertain']), await made(['uncertain', 'accepted', 'accepted'])];
    expect(second.segments).toEqual(first.segments);
    await sql`delete from campaign_segments where segment_id = ${first.segments[0]}`.execute(test.db);
    await removeSegment(test.db, workspaceId, first.segments[0] ?? '');
    expect((await made(['accepted', 'uncertain'])).segments).not.toEqual(first.segments);
  });
});
