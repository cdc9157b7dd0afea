import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { balances, readBooks, settle } from '@hikyaku/ledger';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { laneTickId } from './jobs.ts';
import { slotsToWake, takeBatch } from './lane/batch.ts';
import { takeSlot } from './lane/slot.ts';
import { isAlive, ownIdentity, processName } from './process-identity.ts';
import { recoverDeadSenders } from './recover.ts';
import { type SenderIdentity, startSenderLife } from './sender-life.ts';
import { openStageJournal } from './stage-journal.ts';
import { type SeededCampaign, seedCampaign, seededKey } from './testing/campaign.ts';

let database: TestDatabase;
let db: Db;
let folder: string;
let campaign: SeededCampaign;
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-recover-'));
  campaign = await seedCampaign(db, 6);
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const gone = (): SenderIdentity => ({ ...ownIdentity(folder), process: '4194305@1' });
const me = () => ({ senderId: '0', identity: ownIdentity(folder) });
const letter = (person: number) => ({ campaignId: campaign.campaignId, addressKey: seededKey(person), letterNo: 0 });

/** A sender as it stands in the register, owning a slot, a batch, and the first so many letters of it, which are on their way. */
async function senderWith(identity: SenderIdentity, attempting: number): Promise<string> {
  const { id } = await db
    .insertInto('senders')
    .values({ host: identity.host, boot_id: identity.bootId, process: identity.process, journal: identity.journal })
    .returning('id')
    .executeTakeFirstOrThrow();
  const [slotId = 0] = campaign.slotIds;
  await takeSlot(db, slotId, id, 15);
  await takeBatch(db, slotId, id, campaign.campaignId);
  const keys = Array.from({ length: attempting }, (_, n) => seededKey(n + 1));
  await sql`
    update deliveries set state = 'attempting', attempt = 1, sender_id = ${id}
    where campaign_id = ${campaign.campaignId} and address_key = any(${keys})
  `.execute(db);
  return id;
}

const silentFor = (id: string, seconds: number) =>
  sql`update senders set seen_at = clock_timestamp() - make_interval(secs => ${seconds}) where id = ${id}`.execute(db);

const stateOf = async (person: number) =>
  db
    .selectFrom('deliveries')
    .select(['state', 'reason'])
    .where('campaign_id', '=', campaign.campaignId)
    .where('address_key', '=', seededKey(person))
    .executeTakeFirstOrThrow();

describe('recoverDeadSenders', () => {
  it('gives back what had no mark, settles what was answered, and calls uncertain only a dot without an answer', async () => {
    const dead = await senderWith(gone(), 4);
    const journal = openStageJournal(folder, dead);
    for (const person of [2, 3, 4]) journal.beforeDot(letter(person), 1);
    journal.afterReply(letter(2), 1, { state: 'accepted', reply: '250 OK' });
    journal.afterReply(letter(3), 1, { state: 'bounced', reason: 'policy', reply: '554 no' });
    // Not closed: a killed process closes nothing. Its lease is fresh, but its process is gone from this machine.
    const recovered = await recoverDeadSenders(db, me(), { leaseSeconds: 15 });
    expect(recovered).toEqual([{ senderId: dead, journal: 'read', requeued: 1, settled: 2, uncertain: 1 }]);
    expect(await stateOf(1)).toMatchObject({ state: 'queued' });
    expect(await stateOf(2)).toMatchObject({ state: 'accepted' });
    expect(await stateOf(3)).toMatchObject({ state: 'bounced', reason: 'policy' });
    expect(await stateOf(4)).toMatchObject({ state: 'uncertain', reason: 'sender-died-after-the-dot' });
    expect(balances(await readBooks(db, campaign.campaignId))).toBe(true);
    // Somebody else may take its slot and its batch, and nothing is left to do.
    const heir = await senderWith(ownIdentity(folder), 0);
    const { rows } = await sql`select from batches where sender_id = ${heir} and state = 'leased'`.execute(db);
    expect(rows).toHaveLength(1);
    expect(await recoverDeadSenders(db, { ...me(), senderId: heir }, { leaseSeconds: 15 })).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    journal.close();
  });

  it('leaves slots to be woken under another epoch, so that nobody waits for the job of the dead', async () => {
    const [slotId = 0] = campaign.slotIds;
    const dead = await senderWith(gone(), 1);
    openStageJournal(folder, dead);
    expect(await slotsToWake(db)).toEqual([]);
    const [before] = await db.selectFrom('lane_slots').select('epoch').where('id', '=', slotId).execute();
    await recoverDeadSenders(db, me(), { leaseSeconds: 15 });
    const [found] = await slotsToWake(db);
    expect(found?.slotId).toBe(slotId);
    expect(laneTickId(slotId, found?.epoch)).not.toBe(laneTickId(slotId, before?.epoch));
    expect(laneTickId(slotId, found?.epoch)).not.toBe(laneTickId(slotId));
  });

  it('may be cut short and begun again: what was decided stays, and the marks are kept until all is', async () => {
    const dead = await senderWith(gone(), 3);
    const journal = openStageJournal(folder, dead);
    for (const person of [1, 2, 3]) journal.beforeDot(letter(person), 1);
    const [slotId = 0] = campaign.slotIds;
    await settle(db, [
      {
        key: letter(1),
        attempt: 1,
        slotId,
        outcome: { state: 'uncertain', reason: 'sender-died-after-the-dot', wireUntil: new Date() },
      },
    ]);
    const twice = await Promise.all([1, 2].map(() => recoverDeadSenders(db, me(), { leaseSeconds: 15 })));
    expect(twice.flat().length).toBeGreaterThan(0);
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ uncertain: 3, attempting: 0, queued: 3 });
    expect(await db.selectFrom('exceptions').selectAll().execute()).toHaveLength(3);
    journal.close();
  });

  it('ends a sender of this machine that hangs beyond its lease before it decides anything about its letters', async () => {
    const hanging = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(hanging, 'spawn');
    const ended = once(hanging, 'exit');
    process.kill(hanging.pid ?? 0, 'SIGSTOP');
    const identity = { ...ownIdentity(folder), process: processName(hanging.pid ?? 0) ?? '' };
    const id = await senderWith(identity, 1);
    const journal = openStageJournal(folder, id);
    await silentFor(id, 10);
    expect(await recoverDeadSenders(db, me(), { leaseSeconds: 15 })).toEqual([]);
    expect(isAlive(identity.process)).toBe(true);
    await silentFor(id, 16);
    for (let recovered = 0; recovered === 0; )
      recovered = (await recoverDeadSenders(db, me(), { leaseSeconds: 15 })).length;
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await stateOf(1)).toMatchObject({ state: 'queued' });
    journal.close();
  });

  it('takes nobody’s silence for death before others could be heard, but knows a process that is gone', async () => {
    const silent = await senderWith(ownIdentity(folder), 1);
    await silentFor(silent, 60);
    expect(await recoverDeadSenders(db, me(), { leaseSeconds: 15, silenceMeansDeath: false })).toEqual([]);
    expect(await stateOf(1)).toMatchObject({ state: 'attempting' });
    await sql`update senders set process = ${gone().process} where id = ${silent}`.execute(db);
    openStageJournal(folder, silent).beforeDot(letter(1), 1);
    const recovered = await recoverDeadSenders(db, me(), { leaseSeconds: 15, silenceMeansDeath: false });
    expect(recovered).toMatchObject([{ uncertain: 1 }]);
  });

  it('fences a sender of another machine at once, and calls its letters uncertain when a minute has passed', async () => {
    const far = await senderWith({ ...gone(), host: 'elsewhere' }, 2);
    await silentFor(far, 20);
    expect(await recoverDeadSenders(db, me(), { leaseSeconds: 15 })).toEqual([]);
    expect(await stateOf(1)).toMatchObject({ state: 'attempting' });
    expect(await takeSlot(db, campaign.slotIds[1] ?? 0, far, 15)).toBeUndefined();
    await silentFor(far, 61);
    expect(await recoverDeadSenders(db, me(), { leaseSeconds: 15 })).toMatchObject([{ journal: 'lost', uncertain: 2 }]);
    expect(await stateOf(1)).toMatchObject({ state: 'uncertain', reason: 'sender-lost' });
  });

  it('lets a late truth of a fenced sender into the ledger: what it saw accepted is accepted', async () => {
    const far = await senderWith({ ...gone(), host: 'elsewhere' }, 1);
    await silentFor(far, 61);
    await recoverDeadSenders(db, me(), { leaseSeconds: 15 });
    const [slotId = 0] = campaign.slotIds;
    await settle(db, [{ key: letter(1), attempt: 1, slotId, outcome: { state: 'accepted', reply: '250 OK' } }]);
    expect(await stateOf(1)).toMatchObject({ state: 'accepted' });
    expect(balances(await readBooks(db, campaign.campaignId))).toBe(true);
  });
});

describe('startSenderLife', () => {
  it('tells a sender that it was declared dead, once, and lets it finish nothing from then on', async () => {
    let fenced = 0;
    const told = Promise.withResolvers<void>();
    const life = await startSenderLife(
      db,
      { ...gone(), host: 'elsewhere' },
      {
        leaseSeconds: 0.3,
        onFenced: () => {
          fenced += 1;
          told.resolve();
        },
        onError: told.reject,
      },
    );
    await silentFor(life.senderId, 61);
    await sql`update senders set fenced_at = clock_timestamp() where id = ${life.senderId}`.execute(db);
    await told.promise;
    expect(life.isFresh()).toBe(false);
    expect(fenced).toBe(1);
    await life.retire();
  });

  it('is steady when its heartbeats were answered for a whole lease, and again a whole lease after a gap', async () => {
    const leaseMs = 300;
    const began = performance.now();
    const life = await startSenderLife(db, ownIdentity(folder), {
      leaseSeconds: leaseMs / 1_000,
      onFenced: () => {},
      onError: () => {},
    });
    const steady = async (wanted: boolean) => {
      while (life.isSteady() !== wanted) await new Promise((resolve) => setImmediate(resolve));
      return performance.now();
    };
    expect(life.isSteady()).toBe(false);
    expect((await steady(true)) - began).toBeGreaterThanOrEqual(leaseMs);
    // Somebody holds its row: heartbeats are not answered.
    let released = 0;
    await db.transaction().execute(async (tx) => {
      await sql`select from senders where id = ${life.senderId} for update`.execute(tx);
      await steady(false);
      released = performance.now();
    });
    expect((await steady(true)) - released).toBeGreaterThanOrEqual(leaseMs);
    await life.retire();
  });
});
