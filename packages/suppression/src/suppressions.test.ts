import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { Scoped } from '@hikyaku/ledger';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lift } from './lift.ts';
import { suppress } from './suppress.ts';
import { findSuppressions } from './suppressions.ts';
import { type GateScene, gateScene, somebody } from './testing/gate-scene.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const how = { reason: 'unsubscribed', source: 'page', note: 'at the desk' } as const;

function no(scene: GateScene, addressKey: Buffer, scope: Scoped['scope'] = 'list'): Scoped {
  const workspaceId = scope === 'invalid' ? null : scene.workspaceId;
  return { addressKey, scope, workspaceId, listId: scope === 'list' ? scene.listId : null };
}

describe('findSuppressions', () => {
  it('SUP-2 shows a suppression whole with the address masked, and goes on showing it after a lift', async () => {
    const scene = await gateScene(test.db);
    const { workspaceId, listId } = scene;
    const { addressKey, contactId } = await somebody(test.db, scene, 'hana');
    const { suppressionIds } = await suppress(test.db, [no(scene, addressKey)], how);
    const suppressionId = suppressionIds[0] ?? '0';
    const shown = {
      id: suppressionId,
      scope: 'list',
      listId,
      reason: 'unsubscribed',
      source: 'page',
      note: 'at the desk',
      maskedEmail: 'h***@e***.com',
      contactId,
      suppressedAt: expect.any(Date),
      until: null,
      most: null,
      days: null,
      liftedAt: null,
      liftedBy: null,
      liftReason: null,
    };
    expect(await findSuppressions(test.db, workspaceId, { addressKey, limit: 10 })).toEqual([shown]);
    await lift(test.db, { workspaceId, suppressionId, by: 'desk', reason: 'asked' });
    const lifted = { ...shown, liftedAt: expect.any(Date), liftedBy: 'desk', liftReason: 'asked' };
    expect(await findSuppressions(test.db, workspaceId, { addressKey, limit: 10 })).toEqual([lifted]);
  });

  it('finds for an address this workspace’s own and that it does not exist, but nothing of another workspace', async () => {
    const [home, other] = [await gateScene(test.db), await gateScene(test.db)];
    const addressKey = Buffer.alloc(16, 7);
    await suppress(test.db, [no(home, addressKey), no(home, addressKey, 'invalid')], how);
    await suppress(test.db, [no(other, addressKey, 'all')], how);
    const scopesIn = async ({ workspaceId }: GateScene) =>
      (await findSuppressions(test.db, workspaceId, { addressKey, limit: 10 })).map(({ scope }) => scope).sort();
    expect(await scopesIn(home)).toEqual(['invalid', 'list']);
    expect(await scopesIn(other)).toEqual(['all', 'invalid']);
  });

  it('pages through all of a workspace’s own, each once, oldest first', async () => {
    const [home, other] = [await gateScene(test.db), await gateScene(test.db)];
    const people = Array.from({ length: 7 }, (_, n) => no(home, Buffer.alloc(16, 20 + n), 'marketing'));
    const { suppressionIds } = await suppress(test.db, people, how);
    await suppress(test.db, [no(other, Buffer.alloc(16, 20)), no(home, Buffer.alloc(16, 20), 'invalid')], how);
    const pages: string[][] = [];
    for (let after = '0'; pages.length < 9; ) {
      const page = await findSuppressions(test.db, home.workspaceId, { after, limit: 3 });
      if (page.length === 0) break;
      pages.push(page.map(({ id }) => id));
      after = page.at(-1)?.id ?? after;
    }
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat()).toEqual([...suppressionIds].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)));
  });

  it('shows newest first, and standing or lifted ones alone, where asked', async () => {
    const scene = await gateScene(test.db);
    const { workspaceId } = scene;
    const people = [1, 2, 3].map((n) => no(scene, Buffer.alloc(16, 40 + n), 'marketing'));
    const { suppressionIds } = await suppress(test.db, people, how);
    const [first = '', second = '', third = ''] = suppressionIds.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    await lift(test.db, { workspaceId, suppressionId: second, by: 'desk', reason: 'asked' });
    const ids = async (filter: object) =>
      (await findSuppressions(test.db, workspaceId, { limit: 10, ...filter })).map(({ id }) => id);
    expect(await ids({ order: 'newest' })).toEqual([third, second, first]);
    expect(await ids({ order: 'newest', after: third, limit: 1 })).toEqual([second]);
    expect(await ids({ state: 'standing' })).toEqual([first, third]);
    expect(await ids({ state: 'lifted' })).toEqual([second]);
  });
});
