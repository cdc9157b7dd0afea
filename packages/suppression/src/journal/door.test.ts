import { severable, type Severable, type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { clear } from '../gate.ts';
import { type GateScene, gateScene, somebody, type Waiting } from '../testing/gate-scene.ts';
import { doorOver, type Folder, journalFolder, type OpenedDoor, optOutOf } from '../testing/journal-scene.ts';
import { giveUpJournal, openJournals } from './journals.ts';

let test: TestDatabase;
let way: Severable;
let scene: GateScene;
let folder: Folder;
const opened: OpenedDoor[] = [];
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  way = await severable(test.url);
  scene = await gateScene(test.db);
  folder = journalFolder();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await way.close();
  folder.remove();
  await sql`delete from opt_out_journals`.execute(test.db);
});

async function openedDoor(at = folder): Promise<OpenedDoor> {
  const one = await doorOver(at.path, way.url);
  opened.push(one);
  return one;
}

async function inTouch({ door }: OpenedDoor, wanted = true): Promise<void> {
  await until(async () => door.inTouch() === wanted);
}

async function until(met: () => Promise<boolean>): Promise<void> {
  while (!(await met())) await sql`select pg_sleep(0.01)`.execute(test.db);
}

/** What the gate answers about a letter, asked on a way of its own. */
async function atTheGate({ letter }: Waiting): Promise<string> {
  const [verdict] = await clear(test.db, [{ letter, claim: scene.claim }]);
  return verdict?.kind === 'withheld' ? verdict.reason : (verdict?.kind ?? 'nothing');
}

async function standing(person: Waiting) {
  return test.db
    .selectFrom('suppressions')
    .select(['scope', 'reason', 'source'])
    .where('address_key', '=', person.addressKey)
    .where('workspace_id', '=', scene.workspaceId)
    .execute();
}

async function journalRow() {
  return test.db.selectFrom('opt_out_journals').selectAll().executeTakeFirstOrThrow();
}

describe('the door', () => {
  it('carries out at once while the database answers, and writes nothing to the journal', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    const one = await openedDoor();
    await inTouch(one);
    expect(await one.door.leave(optOutOf(scene, ada.addressKey))).toMatchObject({ kind: 'done', takenBack: 1 });
    expect(one.journal.last()).toBe(0);
  });

  it.each(['cut', 'silence'] as const)(
    'WEB-10 records while the way to the database is away (%s), and lets no gate that still reaches it pass the letter',
    async (how) => {
      const [ada, bob] = [await somebody(test.db, scene, 'ada'), await somebody(test.db, scene, 'bob')];
      const one = await openedDoor();
      await inTouch(one);
      way[how]();
      expect(await one.door.leave(optOutOf(scene, ada.addressKey))).toEqual({ kind: 'recorded' });
      expect([await atTheGate(ada), await atTheGate(bob)]).toEqual(['held', 'held']);
      expect(await standing(ada)).toEqual([]);

      way.mend();
      await until(async () => (await standing(ada)).length === 1);
      expect(await standing(ada)).toEqual([{ scope: 'list', reason: 'unsubscribed', source: 'one-click' }]);
      await until(async () => (await atTheGate(bob)) === 'cleared');
      expect(await atTheGate(ada)).toBe('held');
      const { rows } = await sql<{ state: string; reason: string }>`
        select state, reason from deliveries where address_key = ${ada.addressKey} and campaign_id = ${scene.campaignId}
      `.execute(test.db);
      expect(rows).toEqual([{ state: 'withheld', reason: 'suppressed-list' }]);
    },
  );

  it('answers quickly once it knows that the database is away, however many leave', async () => {
    const one = await openedDoor();
    await inTouch(one);
    way.cut();
    await one.door.leave(optOutOf(scene));
    const answers = await Promise.all(Array.from({ length: 300 }, () => one.door.leave(optOutOf(scene))));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['recorded']));
    expect(await one.door.ask(async () => 1)).toBeUndefined();
    way.mend();
    await until(async () => Number((await journalRow()).replayed_through) === 301);
    const { rows } = await sql<{ count: string }>`
      select count(*) from suppressions where workspace_id = ${scene.workspaceId}
    `.execute(test.db);
    expect(rows[0]?.count).toBe('301');
  });

  it('keeps what it recorded through its own death, and the gate shut until the next process has carried it out', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    const one = await openedDoor();
    await inTouch(one);
    way.cut();
    await one.door.leave(optOutOf(scene, ada.addressKey));
    await opened.pop()?.close();
    // The machine is away, the database is back.
    way.mend();
    expect(await atTheGate(ada)).toBe('held');
    expect(await openJournals(test.db)).toMatchObject([{ state: 'silent', folder: folder.path }]);
    await openedDoor();
    await until(async () => (await standing(ada)).length === 1);
    await until(async () => (await openJournals(test.db))[0]?.state === 'vouched');
  });

  it('keeps what it recorded without ever having met the database', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    way.cut();
    const one = await openedDoor();
    expect(await one.door.leave(optOutOf(scene, ada.addressKey))).toEqual({ kind: 'recorded' });
    await opened.pop()?.close();
    way.mend();
    await openedDoor();
    await until(async () => (await standing(ada)).length === 1);
  });

  it('holds newsletters back from its sign-off until it is heard again, when nobody else could take a "no" meanwhile', async () => {
    const [ada, bob] = [await somebody(test.db, scene, 'ada'), await somebody(test.db, scene, 'bob')];
    await inTouch(await openedDoor());
    await opened.pop()?.close();
    way.cut();
    const alone = await openedDoor();
    expect(await alone.door.leave(optOutOf(scene, ada.addressKey))).toEqual({ kind: 'recorded' });
    expect([await atTheGate(ada), await atTheGate(bob)]).toEqual(['held', 'held']);
    way.mend();
    await until(async () => (await standing(ada)).length === 1);
    await until(async () => (await atTheGate(bob)) === 'cleared');
    expect(await atTheGate(ada)).toBe('held');
  });

  it('holds newsletters back while one of two hosts is away, and takes opt-outs at both', async () => {
    const [ada, bob, cyd] = [
      await somebody(test.db, scene, 'ada'),
      await somebody(test.db, scene, 'bob'),
      await somebody(test.db, scene, 'cyd'),
    ];
    const other = journalFolder();
    const there = await doorOver(other.path, test.url);
    const here = await openedDoor();
    await Promise.all([inTouch(here), inTouch(there)]);
    way.cut();
    expect(await here.door.leave(optOutOf(scene, ada.addressKey))).toEqual({ kind: 'recorded' });
    expect(await there.door.leave(optOutOf(scene, bob.addressKey))).toMatchObject({ kind: 'done', takenBack: 1 });
    expect([await atTheGate(ada), await atTheGate(cyd)]).toEqual(['held', 'held']);
    way.mend();
    await until(async () => (await atTheGate(cyd)) === 'cleared');
    expect((await standing(ada)).length).toBe(1);
    await there.close();
    other.remove();
  });

  it('says when it was said, so that an opt-in that is newer than a recorded "no" wins', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    way.cut();
    const one = await openedDoor();
    await one.door.leave(optOutOf(scene, ada.addressKey));
    await sql`update subscriptions set confirmed_at = now() where contact_id = ${ada.contactId}`.execute(test.db);
    way.mend();
    await until(async () => (await standing(ada)).length === 1);
    await until(async () => (await openJournals(test.db))[0]?.state === 'vouched');
    const { rows } = await sql<{ at: Date; stops: boolean }>`
      select suppressed_at as at,
        exists (select stopping_scopes(${scene.workspaceId}, 'marketing', ${ada.addressKey}, ${scene.listId}, ${ada.contactId})) as stops
      from suppressions where address_key = ${ada.addressKey} and workspace_id = ${scene.workspaceId}
    `.execute(test.db);
    expect(rows).toEqual([{ at: optOutOf(scene).saidAt, stops: false }]);
  });

  it('records what the database refuses, holds back that workspace alone, and carries it out after', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    const elsewhere = await gateScene(test.db);
    const one = await openedDoor();
    await inTouch(one);
    let answer: Promise<unknown> | undefined;
    await test.db.transaction().execute(async (tx) => {
      await sql`lock table suppressions in exclusive mode`.execute(tx);
      answer = one.door.leave(optOutOf(scene, ada.addressKey));
      await until(async () => one.journal.last() === 1);
      await until(async () => (await journalRow()).concerns.length === 1);
      expect((await journalRow()).concerns).toEqual([scene.workspaceId]);
      const { rows } = await sql<{ here: boolean; there: boolean }>`
        select exists (select from holding_journals(${scene.workspaceId}, 'marketing')) as here,
          exists (select from holding_journals(${elsewhere.workspaceId}, 'marketing')) as there
      `.execute(test.db);
      expect(rows).toEqual([{ here: true, there: false }]);
    });
    expect(await answer).toEqual({ kind: 'recorded' });
    await until(async () => (await standing(ada)).length === 1);
    await until(async () => (await openJournals(test.db))[0]?.state === 'vouched');
  });

  it('carries out an entry once: a repeat after a lift does not bring the "no" back', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    const one = await openedDoor();
    await inTouch(one);
    way.cut();
    await one.door.leave(optOutOf(scene, ada.addressKey));
    way.mend();
    await until(async () => (await openJournals(test.db))[0]?.state === 'vouched');
    await sql`update suppressions set lifted_at = now(), lifted_by = 'x', lift_reason = 'asked back'`.execute(test.db);
    await opened.pop()?.close();
    const again = await openedDoor();
    expect((await again.journal.read(0, 9)).length).toBe(1);
    await inTouch(again);
    await until(async () => (await openJournals(test.db))[0]?.state === 'vouched');
    const { rows } = await sql`
      select from suppressions where lifted_at is null and workspace_id = ${scene.workspaceId}
    `.execute(test.db);
    expect(rows).toEqual([]);
  });

  it('speaks of all marketing where the list is gone, and of nothing where the workspace is', async () => {
    const [ada, bob] = [await somebody(test.db, scene, 'ada'), await somebody(test.db, scene, 'bob')];
    way.cut();
    const one = await openedDoor();
    await one.door.leave(optOutOf({ ...scene, listId: '1' }, ada.addressKey));
    await one.door.leave(optOutOf({ workspaceId: '1', listId: '1' }, bob.addressKey));
    way.mend();
    await until(async () => (await openJournals(test.db))[0]?.state === 'vouched');
    expect(await standing(ada)).toMatchObject([{ scope: 'marketing' }]);
    expect(await standing(bob)).toEqual([]);
  });

  it('takes another name when its folder is an older copy, and carries out all that is in it', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    way.cut();
    const one = await openedDoor();
    await one.door.leave(optOutOf(scene, ada.addressKey));
    const id = one.journal.id();
    await sql`
      insert into opt_out_journals (id, host, folder, replayed_through) values (${id}, 'h', 'f', 5)
    `.execute(test.db);
    way.mend();
    await until(async () => (await standing(ada)).length === 1);
    expect(one.journal.id()).not.toBe(id);
    expect((await openJournals(test.db)).map(({ state }) => state)).toContain('silent');
  });

  it('writes no more to a journal that another process has taken up', async () => {
    const one = await openedDoor();
    await inTouch(one);
    await sql`update opt_out_journals set keeper = keeper + 1`.execute(test.db);
    await inTouch(one, false);
    await until(async () => one.troubles.some((error) => String(error).includes('Another process')));
  });

  it('says sign-off only with an empty journal', async () => {
    const one = await openedDoor();
    await inTouch(one);
    await opened.pop()?.close();
    expect((await journalRow()).closed_at).not.toBeNull();
    const two = await openedDoor();
    await inTouch(two);
    way.cut();
    await two.door.leave(optOutOf(scene));
    await opened.pop()?.close();
    expect((await journalRow()).closed_at).toBeNull();
  });
});

describe('giveUpJournal', () => {
  it('opens the gate over a journal that is gone, as an event with name and reason; its keeper may come back', async () => {
    const [ada, bob] = [await somebody(test.db, scene, 'ada'), await somebody(test.db, scene, 'bob')];
    const one = await openedDoor();
    await inTouch(one);
    const { id } = await journalRow();
    const request = { id, by: 'Kei', reason: 'the machine burned' };
    expect(await giveUpJournal(test.db, request)).toBe('vouched');
    way.cut();
    await one.door.leave(optOutOf(scene, ada.addressKey));
    await opened.pop()?.close();
    expect(await atTheGate(bob)).toBe('held');
    expect(await giveUpJournal(test.db, request)).toBe('given-up');
    expect(await giveUpJournal(test.db, request)).toBe('unknown');
    expect(await atTheGate(bob)).toBe('cleared');
    const event = await test.db
      .selectFrom('events')
      .select('details')
      .where('kind', '=', 'journal-given-up')
      .executeTakeFirstOrThrow();
    expect(event.details).toMatchObject({ journal: id, by: 'Kei', reason: 'the machine burned', silent: true });

    way.mend();
    await openedDoor();
    await until(async () => (await standing(ada)).length === 1);
  });
});
