import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { clear } from './gate.ts';
import { type DeadEnd, giveUp } from './give-up.ts';
import { lift } from './lift.ts';
import { type GateScene, gateScene, somebody, type Waiting } from './testing/gate-scene.ts';

let test: TestDatabase;
let scene: GateScene;
let ada: Waiting;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.db.deleteFrom('suppressions').execute();
  scene = await gateScene(test.db);
  ada = await somebody(test.db, scene, 'ada');
});
afterAll(() => test.drop());

const shown = (reason: DeadEnd['reason'], evidence = '550 5.1.1 no such user', of = ada): DeadEnd => ({
  letter: of.letter.ref,
  reason,
  evidence,
});

const rows = () => test.db.selectFrom('suppressions').selectAll().orderBy('id').execute();

describe('giveUp', () => {
  it('closes the gate to letters of every workspace', async () => {
    await giveUp(test.db, [shown('invalid-address')]);
    const elsewhere = await gateScene(test.db);
    const alsoAda = await somebody(test.db, elsewhere, 'ada');
    expect(await clear(test.db, [{ letter: alsoAda.letter, claim: elsewhere.claim }])).toEqual([
      { kind: 'withheld', reason: 'suppressed-invalid' },
    ]);
  });

  it('keeps the evidence storable and without an address: no NUL, at most 500 characters', async () => {
    await giveUp(test.db, [shown('invalid-address', `550 <ada@example.com>\0 ${'x'.repeat(2_000)}`)]);
    const [row] = await rows();
    expect(row?.note).toMatch(/^550 <a\*\*\*@e\*\*\*.com> x+$/);
    expect(row?.note).toHaveLength(500);
    expect(row?.masked_email).toBe('a***@e***.com');
  });

  it('takes the stronger of two reasons, in one request and in two', async () => {
    const bob = await somebody(test.db, scene, 'bob');
    await giveUp(test.db, [shown('unreachable'), shown('invalid-address'), shown('unreachable', 'full', bob)]);
    expect((await rows()).map((row) => row.reason).sort()).toEqual(['invalid-address', 'unreachable']);
    await giveUp(test.db, [shown('invalid-address', 'gone', bob), shown('unreachable')]);
    expect((await rows()).map((row) => row.reason)).toEqual(['invalid-address', 'invalid-address']);
  });

  it('counts again after a lift', async () => {
    await giveUp(test.db, [shown('invalid-address')]);
    const [first] = await rows();
    await lift(test.db, { workspaceId: null, suppressionId: first?.id ?? '0', by: 'desk', reason: 'checked' });
    await giveUp(test.db, [shown('invalid-address')]);
    expect(await rows()).toMatchObject([{ id: first?.id, lifted_at: null }]);
  });

  it('asks nothing when there is nobody', async () => {
    await giveUp(test.db, []);
    expect(await rows()).toEqual([]);
  });
});
