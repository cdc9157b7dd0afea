import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { clear } from './gate.ts';
import { lift } from './lift.ts';
import { suppress } from './suppress.ts';
import { type GateScene, gateScene, somebody, type Waiting } from './testing/gate-scene.ts';

let test: TestDatabase;
let scene: GateScene;
let ada: Waiting;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  scene = await gateScene(test.db);
  ada = await somebody(test.db, scene, 'ada');
});
afterAll(() => test.drop());

/** Suppresses ada and answers what a lift of it asks. */
async function suppressed(scope: 'list' | 'invalid' = 'list') {
  const { workspaceId, listId } = scene;
  const where = scope === 'invalid' ? { workspaceId: null, listId: null } : { workspaceId, listId };
  const how = { reason: 'complaint', source: 'api' } as const;
  const said = await suppress(test.db, [{ ...where, addressKey: ada.addressKey, scope }], how);
  return { workspaceId, suppressionId: said.suppressionIds[0] ?? '0', by: 'desk', reason: 'asked by phone' };
}

const rowOf = (id: string) =>
  test.db.selectFrom('suppressions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('lift', () => {
  it('SUP-2 changes nothing of the row but who lifted it, when and why', async () => {
    const request = await suppressed();
    const before = await rowOf(request.suppressionId);
    await lift(test.db, request);
    const lifted = { lifted_at: expect.any(Date), lifted_by: 'desk', lift_reason: 'asked by phone' };
    expect(await rowOf(request.suppressionId)).toEqual({ ...before, ...lifted });
  });

  it('opens the gate again for a letter that only this "no" would have stopped', async () => {
    const request = await suppressed();
    await lift(test.db, request);
    expect(await clear(test.db, [{ letter: ada.letter, claim: scene.claim }])).toMatchObject([{ kind: 'cleared' }]);
  });

  it('AP-2 refuses a lift without a reason in words, and leaves the "no" standing', async () => {
    const request = await suppressed();
    await expect(lift(test.db, { ...request, reason: '' })).rejects.toThrow('lift_reason');
    expect((await rowOf(request.suppressionId)).lifted_at).toBeNull();
    expect(await clear(test.db, [{ letter: ada.letter, claim: scene.claim }])).toMatchObject([{ kind: 'withheld' }]);
  });

  it('SUP-3 does not let a workspace lift what says that the address does not exist', async () => {
    const request = await suppressed('invalid');
    expect(await lift(test.db, request)).toBe('unknown');
    expect((await rowOf(request.suppressionId)).lifted_at).toBeNull();
    await test.db.deleteFrom('suppressions').where('id', '=', request.suppressionId).execute();
  });

  it('SUP-3 lets the installation’s operator lift it, and nothing that is a workspace’s own', async () => {
    const everywhere = await suppressed('invalid');
    expect(await lift(test.db, { ...everywhere, workspaceId: null })).toBe('lifted');
    expect(await clear(test.db, [{ letter: ada.letter, claim: scene.claim }])).toMatchObject([{ kind: 'cleared' }]);
    const own = await suppressed();
    expect(await lift(test.db, { ...own, workspaceId: null })).toBe('unknown');
  });

  it('lifts once, of two that ask at the same moment, and tells it once', async () => {
    const request = await suppressed();
    const answers = await Promise.all([lift(test.db, request), lift(test.db, request)]);
    expect(answers.sort()).toEqual(['lifted', 'unknown']);
    const events = test.db
      .selectFrom('events')
      .select(['kind', 'details'])
      .where('workspace_id', '=', scene.workspaceId);
    expect(await events.where('kind', '=', 'lifted').execute()).toEqual([
      { kind: 'lifted', details: { scope: 'list', by: 'desk', reason: 'asked by phone' } },
    ]);
  });
});
