import { type Db, openDb, openPool } from '@hikyaku/database';
import { type TestDatabase, testDatabase, untilSomebodyWaits } from '@hikyaku/database/testing';
import { settle } from '@hikyaku/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { clear, GateAnswerLostError, type Verdict } from './gate.ts';
import { suppress } from './suppress.ts';
import { type GateScene, gateScene, somebody, type Waiting } from './testing/gate-scene.ts';

let test: TestDatabase;
let db: Db;
let scene: GateScene;
let ada: Waiting;
beforeAll(async () => {
  test = await testDatabase();
  db = test.db;
});
beforeEach(async () => {
  scene = await gateScene(db);
  ada = await somebody(db, scene, 'ada');
});
afterAll(() => test.drop());

async function ask(letter = ada.letter, claim = scene.claim): Promise<Verdict | undefined> {
  return (await clear(db, [{ letter, claim }]))[0];
}

async function row() {
  return db
    .selectFrom('deliveries')
    .select(['state', 'attempt', 'reason', 'sender_id'])
    .where('campaign_id', '=', scene.campaignId)
    .where('address_key', '=', ada.addressKey)
    .executeTakeFirstOrThrow();
}

describe('clear', () => {
  it('claims a letter that nothing forbids, for this sender and this attempt', async () => {
    const before = performance.now();
    const verdict = await ask();
    expect(verdict).toMatchObject({
      kind: 'cleared',
      letter: { attempt: 1, claim: scene.claim, envelope: ada.letter.envelope, bytes: ada.letter.bytes },
    });
    if (verdict?.kind === 'cleared') expect(verdict.letter.askedAtMs).toBeGreaterThanOrEqual(before);
    expect(await row()).toMatchObject({ state: 'attempting', attempt: 1, sender_id: scene.claim.senderId });
  });

  it('clears a letter once: whoever asks again is held', async () => {
    const both = await Promise.all([ask(), ask()]);
    expect(both.map((verdict) => verdict?.kind ?? 'none').sort()).toEqual(['cleared', 'held']);
    expect((await ask({ ...ada.letter, attempt: 1 }))?.kind).toBe('held');
  });

  it('answers in the order of the question, each letter its own', async () => {
    const bob = await somebody(db, scene, 'bob');
    const eve = await somebody(db, scene, 'eve');
    const scoped = {
      workspaceId: scene.workspaceId,
      addressKey: bob.addressKey,
      scope: 'list',
      listId: scene.listId,
    } as const;
    await suppress(db, [scoped], { reason: 'unsubscribed', source: 'test' });
    const verdicts = await clear(
      db,
      [eve, bob, ada].map(({ letter }) => ({ letter, claim: scene.claim })),
    );
    expect(verdicts.map((verdict) => verdict.kind)).toEqual(['cleared', 'withheld', 'cleared']);
    expect(verdicts[0]).toMatchObject({ letter: { envelope: { to: 'eve@example.com' } } });
  });

  it.each([
    ['list', 'unsubscribed', 'suppressed-list'],
    ['marketing', 'unsubscribed', 'suppressed-marketing'],
    ['all', 'complaint', 'suppressed-all'],
    ['invalid', 'invalid-address', 'suppressed-invalid'],
  ] as const)('withholds for a suppression of scope %s, with the reason (UNS-GATE-1)', async (scope, reason, told) => {
    const scoped = {
      workspaceId: scope === 'invalid' ? null : scene.workspaceId,
      addressKey: ada.addressKey,
      scope,
      listId: scope === 'list' ? scene.listId : null,
    };
    await suppress(db, [scoped], { reason, source: 'test' });
    expect(await ask()).toEqual({ kind: 'withheld', reason: told });
    expect(await row()).toMatchObject({ state: 'withheld', attempt: 0, reason: told });
    await sql`delete from suppressions`.execute(db);
  });

  it('withholds when the contact is gone, or has another address now', async () => {
    await sql`update contacts set address_key = decode(md5('new'), 'hex') where id = ${ada.contactId}`.execute(db);
    expect(await ask()).toEqual({ kind: 'withheld', reason: 'address-changed' });
    const bob = await somebody(db, scene, 'bob');
    await sql`delete from contacts where id = ${bob.contactId}`.execute(db);
    expect(await ask(bob.letter)).toEqual({ kind: 'withheld', reason: 'contact-deleted' });
  });

  it('holds, and leaves the row as it was, while its campaign is not sending', async () => {
    for (const status of ['draft', 'preparing', 'paused', 'cancelling', 'cancelled', 'finished']) {
      await sql`update campaigns set status = ${status} where id = ${scene.campaignId}`.execute(db);
      expect(await ask()).toEqual({ kind: 'held' });
    }
    expect(await row()).toMatchObject({ state: 'queued', attempt: 0, sender_id: null });
  });

  it('holds under an old epoch, a slot of another’s, a lapsed lease, and in a paused lane', async () => {
    const { claim } = scene;
    expect(await ask(ada.letter, { ...claim, epoch: String(Number(claim.epoch) - 1) })).toEqual({ kind: 'held' });
    expect(await ask(ada.letter, { ...claim, slotId: 2 })).toEqual({ kind: 'held' });
    const other = await gateScene(db);
    expect(await ask()).toEqual({ kind: 'held' });
    expect(await ask(ada.letter, { ...other.claim, senderId: claim.senderId })).toEqual({ kind: 'held' });
    await sql`update lanes set paused_at = now()`.execute(db);
    expect(await ask(ada.letter, other.claim)).toEqual({ kind: 'held' });
    await sql`update lanes set paused_at = null`.execute(db);
    await sql`update lane_slots set lease_until = clock_timestamp() where id = 1`.execute(db);
    expect(await ask(ada.letter, other.claim)).toEqual({ kind: 'held' });
  });

  it('holds a letter that was composed for another attempt, and one that somebody else is busy with', async () => {
    expect(await ask({ ...ada.letter, attempt: 1 })).toEqual({ kind: 'held' });
    await db.transaction().execute(async (tx) => {
      await sql`select from deliveries where address_key = ${ada.addressKey} for no key update`.execute(tx);
      expect(await ask()).toEqual({ kind: 'held' });
    });
    expect((await ask())?.kind).toBe('cleared');
  });

  it('holds a letter that is not in the books', async () => {
    const stranger = { ...ada.letter, ref: { ...ada.letter.ref, letterNo: 5 } };
    expect(await ask(stranger)).toEqual({ kind: 'held' });
  });

  it('fails closed: no answer is an error, never a clearance', async () => {
    const claim = { ...scene.claim, epoch: 'not a number' };
    await expect(ask(ada.letter, claim)).rejects.toThrow(GateAnswerLostError);
  });

  it('UNS-GATE-2: tells that the answer is lost when the database is gone', async () => {
    const gone = openDb(openPool({ url: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'test' }));
    try {
      const lost = clear(gone, [{ letter: ada.letter, claim: scene.claim }]);
      await expect(lost).rejects.toThrow(GateAnswerLostError);
      await expect(lost).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    } finally {
      await gone.destroy();
    }
  });

  it('UNS-GATE-2: tells that the answer is lost when the connection is cut while it waits; the letter may go later', async () => {
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${scene.campaignId})`.execute(tx);
      const lost = expect(ask()).rejects.toThrow(GateAnswerLostError);
      await untilSomebodyWaits(db);
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
      `.execute(db);
      await lost;
    });
    expect((await ask())?.kind).toBe('cleared');
  });

  it('UNS-GATE-1: withholds the retry of a letter whose reader left between two attempts', async () => {
    await ask();
    const { ref } = ada.letter;
    const outcome = { state: 'deferred', reason: 'try-later', reply: '421 later', dueAt: new Date() } as const;
    await settle(db, [{ key: ref, attempt: 1, slotId: scene.claim.slotId, outcome }]);
    await leaveList();
    expect(await ask({ ...ada.letter, attempt: 1 })).toEqual({ kind: 'withheld', reason: 'suppressed-list' });
    expect(await row()).toMatchObject({ state: 'withheld', attempt: 1 });
  });

  it('UNS-GATE-1: withholds a letter whose reader’s "no" is committed while it waits for its campaign', async () => {
    let asked: Promise<Verdict | undefined> | undefined;
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${scene.campaignId})`.execute(tx);
      asked = ask();
      await untilSomebodyWaits(db);
      await leaveList();
    });
    expect(await asked).toEqual({ kind: 'withheld', reason: 'suppressed-list' });
  });

  it('refuses to work under any isolation but read committed', async () => {
    const strict = db.transaction().setIsolationLevel('repeatable read');
    await expect(strict.execute((tx) => clear(tx, [{ letter: ada.letter, claim: scene.claim }]))).rejects.toThrow(
      GateAnswerLostError,
    );
    expect((await row()).state).toBe('queued');
  });

  it('looks after it has locked: a "no" that is committed while it waits for its campaign is seen', async () => {
    let asked: Promise<Verdict | undefined> | undefined;
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${scene.campaignId})`.execute(tx);
      asked = ask();
      await untilSomebodyWaits(db);
      await sql`update campaigns set status = 'paused' where id = ${scene.campaignId}`.execute(tx);
    });
    expect(await asked).toEqual({ kind: 'held' });
  });
});

describe('clear, for several slots', () => {
  it('decides each letter by its own slot: those of a lost one stay as they were', async () => {
    const bob = await somebody(db, scene, 'bob');
    const lost = { ...scene.claim, slotId: 2 };
    const verdicts = await clear(db, [
      { letter: ada.letter, claim: lost },
      { letter: bob.letter, claim: scene.claim },
    ]);
    expect(verdicts).toMatchObject([{ kind: 'held' }, { kind: 'cleared', letter: { claim: scene.claim } }]);
    expect(await row()).toMatchObject({ state: 'queued', attempt: 0 });
  });

  it('asks nothing when there are no letters', async () => {
    expect(await clear(db, [])).toEqual([]);
  });
});

async function leaveList(): Promise<void> {
  const { workspaceId, listId } = scene;
  const people = [{ workspaceId, listId, addressKey: ada.addressKey, scope: 'list' as const }];
  await suppress(db, people, { reason: 'unsubscribed', source: 'one-click' });
}
