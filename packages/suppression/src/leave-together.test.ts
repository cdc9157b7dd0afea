import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { clear } from './gate.ts';
import { type Leaver, leaveTogether } from './leave-together.ts';
import { type GateScene, gateScene, somebody, type Waiting } from './testing/gate-scene.ts';

let test: TestDatabase;
let scene: GateScene;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  scene = await gateScene(test.db);
});
afterAll(() => test.drop());

const leaver = (someone: Waiting, source = 'one-click'): Leaver => ({
  person: { workspaceId: scene.workspaceId, addressKey: someone.addressKey, scope: 'list', listId: scene.listId },
  how: { reason: 'unsubscribed', source, details: { method: source } },
});

describe('leaveTogether', () => {
  it('promises each of a crowd what leaving alone promises, in few transactions', async () => {
    const people: Waiting[] = [];
    for (let n = 0; n < 60; n++) people.push(await somebody(test.db, scene, `crowd${n}`));
    const leave = leaveTogether(test.db);
    const left = await Promise.all(people.map((someone, n) => leave(leaver(someone, n % 2 ? 'page' : 'one-click'))));
    const { rows: transactions } = await sql`
      select distinct xmin::text from suppressions where workspace_id = ${scene.workspaceId}
    `.execute(test.db);
    expect(left).toEqual(
      left.map(() =>
        expect.objectContaining({
          kind: 'done',
          takenBack: 1,
          suppressed: expect.objectContaining({ outcome: 'added' }),
        }),
      ),
    );
    expect(transactions.length).toBeLessThan(10);
    const { rows } = await sql<{ source: string; count: string }>`
      select details ->> 'method' as source, count(*) from events
      where kind = 'suppressed' and workspace_id = ${scene.workspaceId} group by 1 order by 1
    `.execute(test.db);
    expect(rows.map(({ source, count }) => [source, count])).toEqual([
      ['one-click', '30'],
      ['page', '30'],
    ]);
  });

  it('lets nobody wait for another’s letter on the wire', async () => {
    const [ada, bob] = [await somebody(test.db, scene, 'ada'), await somebody(test.db, scene, 'bob')];
    await clear(test.db, [{ letter: ada.letter, claim: scene.claim }]);
    const leave = leaveTogether(test.db);
    let bobIsDone: Promise<unknown> | undefined;
    const pause = async (): Promise<void> => {
      // Ada's letter settles only when Bob has had his answer.
      await bobIsDone;
      await sql`update deliveries set state = 'accepted' where address_key = ${ada.addressKey}`.execute(test.db);
    };
    const adaIsDone = leave(leaver(ada), { pause });
    bobIsDone = leave(leaver(bob));
    expect(await bobIsDone).toMatchObject({ kind: 'done', takenBack: 1 });
    expect(await adaIsDone).toMatchObject({ kind: 'done', takenBack: 0 });
  });

  it('says honestly who has a letter on the wire, and who had left before', async () => {
    const [ada, bob] = [await somebody(test.db, scene, 'ada'), await somebody(test.db, scene, 'bob')];
    await clear(test.db, [{ letter: ada.letter, claim: scene.claim }]);
    const leave = leaveTogether(test.db);
    await leave(leaver(bob));
    const both = await Promise.all([leave(leaver(ada), { mostMs: 0 }), leave(leaver(bob))]);
    expect(both).toMatchObject([
      { kind: 'on-the-wire', suppressed: { outcome: 'added' } },
      { kind: 'done', suppressed: { outcome: 'stood' } },
    ]);
  });

  it('tells everybody in a statement that failed', async () => {
    const [ada, bob] = [await somebody(test.db, scene, 'ada'), await somebody(test.db, scene, 'bob')];
    const nowhere: Leaver = { ...leaver(bob), person: { ...leaver(bob).person, listId: '1' } };
    const leave = leaveTogether(test.db);
    const both = await Promise.allSettled([leave(leaver(ada)), leave(nowhere)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await leave(leaver(ada))).toMatchObject({ kind: 'done' });
  });
});
