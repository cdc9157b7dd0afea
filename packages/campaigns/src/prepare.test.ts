import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { balances, readBooks } from '@hikyaku/ledger';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { changeWorkspace } from './change-workspace.ts';
import { listDeliveries } from './deliveries.ts';
import { findCampaign } from './find-campaign.ts';
import { freezePage } from './freeze-page.ts';
import { pause } from './pause.ts';
import { prepare } from './prepare.ts';
import { resume } from './resume.ts';
import { schedule } from './schedule.ts';
import { tailSlots } from './testing/tail-slots.ts';
import {
  crowd,
  depsFor,
  isSound,
  join,
  keyOf,
  newDraft,
  newList,
  newWorkspace,
  suppress,
  wake,
} from './testing/world.ts';

let test: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
});
afterAll(() => test.drop());

async function scheduled(lists: string[], exclude: string[] = []): Promise<string> {
  const draft = await newDraft(test.db, workspaceId, lists, { exclude });
  const answer = await schedule(depsFor(test.db), workspaceId, draft.id, 'now');
  expect(answer.kind).toBe('scheduled');
  return draft.id;
}

async function begun(lists: string[]): Promise<string> {
  const id = await scheduled(lists);
  await sql`select move_campaign(${id}, array['scheduled'], 'preparing')`.execute(test.db);
  return id;
}

function planOf(campaignId: string, includeLists: string[]) {
  return {
    campaignId,
    workspaceId,
    class: 'marketing' as const,
    includeLists,
    excludeLists: [],
    byZone: false,
    local: null,
    tail: 'in-turn' as const,
  };
}

const rowsOf = (campaignId: string) => listDeliveries(test.db, workspaceId, campaignId, { limit: 10_000 });

describe('prepare', () => {
  it('makes one copy a person over two lists, and the first list is the one the letter speaks of', async () => {
    const [first, second] = [await newList(test.db, workspaceId), await newList(test.db, workspaceId)];
    await join(test.db, workspaceId, 'both@example.com', [second, first]);
    await join(test.db, workspaceId, 'second@example.com', [second]);
    const id = await scheduled([first, second]);
    expect(await prepare({ db: test.db, wake, isSound }, id)).toEqual({ kind: 'sending', targeted: 2 });
    const { rows } = await sql<{ address_key: Buffer; list_id: string }>`
      select address_key, list_id from deliveries where campaign_id = ${id}
    `.execute(test.db);
    const listOf = new Map(rows.map((row) => [row.address_key.toString('hex'), row.list_id]));
    expect(listOf).toEqual(
      new Map([
        [keyOf('both@example.com').toString('hex'), first],
        [keyOf('second@example.com').toString('hex'), second],
      ]),
    );
    expect((await findCampaign(test.db, workspaceId, id))?.excluded.duplicates).toBe(1);
  });

  it('withholds whoever is suppressed at once, with the reason, and counts unconfirmed and left people without a row', async () => {
    const list = await newList(test.db, workspaceId);
    await join(test.db, workspaceId, 'gets@example.com', [list]);
    await join(test.db, workspaceId, 'marketing@example.com', [list]);
    await join(test.db, workspaceId, 'all@example.com', [list]);
    await join(test.db, workspaceId, 'pending@example.com', [list], { state: 'pending' });
    await join(test.db, workspaceId, 'left@example.com', [list]);
    await join(test.db, workspaceId, 'elsewhere@example.com', [list]);
    await suppress(test.db, workspaceId, 'marketing@example.com', 'marketing');
    await suppress(test.db, workspaceId, 'all@example.com', 'all');
    await suppress(test.db, workspaceId, 'left@example.com', 'list', list);
    await suppress(test.db, await newWorkspace(test.db), 'elsewhere@example.com', 'all');
    await suppress(test.db, workspaceId, 'elsewhere@example.com', 'list', await newList(test.db, workspaceId));
    const id = await scheduled([list]);
    await prepare({ db: test.db, wake, isSound }, id);
    const rows = (await rowsOf(id)).map(({ email, state, reason }) => ({ email, state, reason }));
    expect(rows).toHaveLength(4);
    expect(rows).toEqual(
      expect.arrayContaining([
        { email: 'gets@example.com', state: 'queued', reason: null },
        { email: 'elsewhere@example.com', state: 'queued', reason: null },
        { email: 'marketing@example.com', state: 'withheld', reason: 'suppressed-marketing' },
        { email: 'all@example.com', state: 'withheld', reason: 'suppressed-all' },
      ]),
    );
    const campaign = await findCampaign(test.db, workspaceId, id);
    expect(campaign?.excluded).toEqual({ unconfirmed: 1, left: 1, duplicates: 0 });
    expect(await readBooks(test.db, id)).toMatchObject({ targeted: 4, queued: 2, withheld: 2 });
  });

  it('leaves out the people of an excluded list', async () => {
    const [list, staff] = [await newList(test.db, workspaceId), await newList(test.db, workspaceId)];
    await join(test.db, workspaceId, 'reader@example.com', [list]);
    await join(test.db, workspaceId, 'clerk@example.com', [list, staff]);
    const id = await scheduled([list], [staff]);
    await prepare({ db: test.db, wake, isSound }, id);
    expect((await rowsOf(id)).map((row) => row.email)).toEqual(['reader@example.com']);
  });

  it('keeps the books balanced after every page, and goes on where it was killed without a second row for anybody', async () => {
    const list = await newList(test.db, workspaceId);
    await crowd(test.db, workspaceId, list, 1_050);
    const id = await begun([list]);
    const plan = planOf(id, [list]);
    for (let page = 1; page <= 3; page++) {
      expect(await freezePage(test.db, plan, 200)).toEqual({ kind: 'frozen' });
      const books = await readBooks(test.db, id);
      expect(books.targeted).toBe(page * 200);
      expect(balances(books)).toBe(true);
    }
    // A page that dies half-way, after many of its rows, leaves nothing behind.
    await sql`
      create function die() returns trigger language plpgsql as $$
      begin
        if (select count(*) from deliveries where campaign_id = new.campaign_id) > 650 then raise exception 'killed'; end if;
        return new;
      end $$
    `.execute(test.db);
    await sql`create trigger die before insert on deliveries for each row execute function die()`.execute(test.db);
    await expect(freezePage(test.db, plan, 200)).rejects.toThrow('killed');
    await sql`drop trigger die on deliveries`.execute(test.db);
    expect((await readBooks(test.db, id)).targeted).toBe(600);
    expect(await prepare({ db: test.db, wake, pageSize: 200, isSound }, id)).toEqual({
      kind: 'sending',
      targeted: 1_050,
    });
    const books = await readBooks(test.db, id);
    expect(books).toMatchObject({ targeted: 1_050, queued: 1_050 });
    expect(balances(books)).toBe(true);
  });

  it('doubles nobody when three prepare the same campaign at once', async () => {
    const list = await newList(test.db, workspaceId);
    await crowd(test.db, workspaceId, list, 1_200);
    const id = await scheduled([list]);
    const answers = await Promise.all([1, 2, 3].map(() => prepare({ db: test.db, wake, pageSize: 100, isSound }, id)));
    expect(answers.filter((answer) => answer.kind === 'sending')).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === 'stopped')).toHaveLength(2);
    expect(await readBooks(test.db, id)).toMatchObject({ targeted: 1_200, queued: 1_200 });
  });

  it('deals batches of at most 500 to all slots in turn, with every queued row in one', async () => {
    const list = await newList(test.db, workspaceId);
    await crowd(test.db, workspaceId, list, 2_600);
    const id = await scheduled([list]);
    await prepare({ db: test.db, wake, pageSize: 1_000, isSound }, id);
    const { rows } = await sql<{ slot_id: number; letters: number }>`
      select b.slot_id, count(*)::integer as letters from batches b
      join deliveries d on d.campaign_id = b.campaign_id and d.batch_id = b.id
      where b.campaign_id = ${id} group by b.id, b.slot_id
    `.execute(test.db);
    expect(rows.reduce((sum, row) => sum + row.letters, 0)).toBe(2_600);
    expect(Math.max(...rows.map((row) => row.letters))).toBe(500);
    expect(new Set(rows.map((row) => row.slot_id)).size).toBe(4);
  });

  it('gives every slot a part of a small audience', async () => {
    const list = await newList(test.db, workspaceId);
    await crowd(test.db, workspaceId, list, 202);
    const id = await scheduled([list]);
    await prepare({ db: test.db, wake, isSound }, id);
    const { rows } = await sql<{ letters: number }>`
      select count(*)::integer as letters from deliveries where campaign_id = ${id} group by batch_id order by 1
    `.execute(test.db);
    expect(rows.map((row) => row.letters)).toEqual([49, 51, 51, 51]);
  });

  it('cuts batches by the time zones of their people where the workspace has quiet hours', async () => {
    await changeWorkspace(test.db, workspaceId, { quietHours: { from: '21:00', until: '08:00' } });
    const list = await newList(test.db, workspaceId);
    const zones = ['Asia/Tokyo', 'Europe/Berlin', 'Europe/Berlin', 'Asia/Edo', 'XYZ-3', 9, undefined];
    for (const [n, zone] of zones.entries()) {
      const fields = zone === undefined ? {} : { time_zone: zone };
      await join(test.db, workspaceId, `zoned${n}@example.com`, [list], { fields });
    }
    const id = await scheduled([list]);
    await prepare({ db: test.db, wake, isSound }, id);
    const { rows } = await sql<{ zone: string | null; letters: number }>`
      select b.zone, count(*)::integer as letters from batches b join deliveries d on d.batch_id = b.id
      where b.campaign_id = ${id} group by b.id order by 1
    `.execute(test.db);
    // A zone that nobody knows is none.
    expect(rows).toEqual([
      { zone: 'Asia/Tokyo', letters: 1 },
      { zone: 'Europe/Berlin', letters: 2 },
      { zone: null, letters: 4 },
    ]);
    expect(await readBooks(test.db, id)).toMatchObject({ targeted: 7, queued: 7 });
  });

  it('deals each person to the lane of their receiver, by the whole domain or what it is below of', async () => {
    const list = await newList(test.db, workspaceId);
    for (const email of [
      'a@gmail.example',
      'b@gmail.example',
      'c@d.carrier.example',
      'd@carrier.example',
      'e@gmail.example.net',
    ]) {
      await join(test.db, workspaceId, email, [list]);
    }
    await sql`insert into lanes (name) values ('gmail'), ('carrier')`.execute(test.db);
    await sql`insert into lane_slots (lane, position) values ('gmail', 1), ('carrier', 1)`.execute(test.db);
    await sql`
      insert into domain_lanes (domain, lane, source) values ('gmail.example', 'gmail', 'table'), ('.carrier.example', 'carrier', 'table')
    `.execute(test.db);
    const id = await scheduled([list]);
    await prepare({ db: test.db, wake, isSound }, id);
    const lanes = new Map((await rowsOf(id)).map((row) => [row.email, row.lane]));
    expect(lanes.get('a@gmail.example')).toBe('gmail');
    expect(lanes.get('b@gmail.example')).toBe('gmail');
    expect(lanes.get('c@d.carrier.example')).toBe('carrier');
    expect(lanes.get('d@carrier.example')).toMatch(/^tail-/);
    expect(lanes.get('e@gmail.example.net')).toMatch(/^tail-/);
  });

  it('deals people of one receiver that is not known to one slot of the tail, where that is wanted', async () => {
    const list = await newList(test.db, workspaceId);
    await crowd(test.db, workspaceId, list, 200);
    for (let n = 0; n < 12; n++) await join(test.db, workspaceId, `one@${n}.example`, [list]);
    const id = await scheduled([list]);
    await prepare({ db: test.db, wake, isSound, tail: 'by-domain' }, id);
    const rows = await rowsOf(id);
    const lanesOf = Map.groupBy(rows, (row) => row.email?.split('@')[1] ?? '');
    for (const sameDomain of lanesOf.values()) expect(new Set(sameDomain.map((row) => row.lane)).size).toBe(1);
    expect(new Set(rows.map((row) => row.lane)).size).toBeGreaterThan(1);
  });

  it('wakes the slots once everybody is in the books, and sends on when nobody can be woken', async () => {
    const list = await newList(test.db, workspaceId);
    await join(test.db, workspaceId, 'one@example.com', [list]);
    const id = await scheduled([list]);
    const asked: (readonly number[])[] = [];
    const failing = async (slots: readonly number[]) => {
      asked.push(slots);
      throw new Error('Redis is away');
    };
    expect(await prepare({ db: test.db, wake: failing, isSound }, id)).toEqual({ kind: 'sending', targeted: 1 });
    expect(asked).toEqual([[expect.any(Number)]]);
    expect(await tailSlots(test.db)).toContain(asked[0]?.[0]);
    expect((await findCampaign(test.db, workspaceId, id))?.status).toBe('sending');
  });

  it('does nothing before the time, nor to a draft, nor twice', async () => {
    const list = await newList(test.db, workspaceId);
    const draft = await newDraft(test.db, workspaceId, [list]);
    expect(await prepare({ db: test.db, wake, isSound }, draft.id)).toEqual({ kind: 'stopped', status: 'draft' });
    const at = new Date(Date.now() + 3_600_000);
    await schedule(depsFor(test.db), workspaceId, draft.id, at);
    expect(await prepare({ db: test.db, wake, isSound }, draft.id)).toEqual({ kind: 'not-due', at });
    expect((await findCampaign(test.db, workspaceId, draft.id))?.status).toBe('scheduled');
    await schedule(depsFor(test.db), workspaceId, draft.id, 'now');
    expect((await prepare({ db: test.db, wake, isSound }, draft.id)).kind).toBe('sending');
    expect(await prepare({ db: test.db, wake, isSound }, draft.id)).toEqual({ kind: 'stopped', status: 'sending' });
    expect(await prepare({ db: test.db, wake, isSound }, '1')).toEqual({ kind: 'not-found' });
  });

  it('stops at the next page when it is paused, and goes on from there when it is resumed', async () => {
    const list = await newList(test.db, workspaceId);
    await crowd(test.db, workspaceId, list, 300);
    const id = await begun([list]);
    await freezePage(test.db, planOf(id, [list]), 100);
    expect(await pause(test.db, workspaceId, id)).toEqual({ kind: 'paused', quiet: true, onTheWire: 0 });
    expect(await freezePage(test.db, planOf(id, [list]), 100)).toEqual({ kind: 'stopped' });
    expect(await prepare({ db: test.db, wake, isSound }, id)).toEqual({ kind: 'stopped', status: 'paused' });
    expect(await readBooks(test.db, id)).toMatchObject({ targeted: 100, queued: 100 });
    expect(await resume(depsFor(test.db), workspaceId, id)).toEqual({ kind: 'resumed', status: 'preparing' });
    expect(await prepare({ db: test.db, wake, isSound }, id)).toEqual({ kind: 'sending', targeted: 300 });
  });

  it('keeps one copy for an address that another contact takes over while the freeze goes on', async () => {
    const list = await newList(test.db, workspaceId);
    const first = await join(test.db, workspaceId, 'shared@example.com', [list]);
    const id = await begun([list]);
    await freezePage(test.db, planOf(id, [list]), 1);
    await test.db
      .updateTable('contacts')
      .set({ address_key: keyOf('moved@example.com'), email: 'moved@example.com' })
      .where('id', '=', first)
      .execute();
    await join(test.db, workspaceId, 'shared@example.com', [list]);
    expect(await prepare({ db: test.db, wake, isSound }, id)).toEqual({ kind: 'sending', targeted: 1 });
    expect(balances(await readBooks(test.db, id))).toBe(true);
  });

  it('sends an empty audience, which finishes with nobody targeted', async () => {
    const id = await scheduled([await newList(test.db, workspaceId)]);
    expect(await prepare({ db: test.db, wake, isSound }, id)).toEqual({ kind: 'sending', targeted: 0 });
  });
});
