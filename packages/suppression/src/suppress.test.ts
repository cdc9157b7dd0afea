import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { Scoped } from '@hikyaku/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { maskAddress } from '@hikyaku/message';
import fc from 'fast-check';
import { sql } from 'kysely';
import { lift } from './lift.ts';
import { suppress } from './suppress.ts';
import { type SuppressionReason, suppressionReasons } from './suppression-reason.ts';
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

function adaSays(scope: 'list' | 'marketing' | 'all' = 'list'): Scoped {
  const listId = scope === 'list' ? scene.listId : null;
  return { workspaceId: scene.workspaceId, addressKey: ada.addressKey, scope, listId };
}

async function say(reason: SuppressionReason = 'unsubscribed', scoped = adaSays()): Promise<string> {
  return (await suppress(test.db, [scoped], { reason, source: 'one-click' })).outcome;
}

async function rows() {
  return test.db
    .selectFrom('suppressions')
    .select(['id', 'reason', 'suppressed_at', 'lifted_at', 'masked_email'])
    .where('workspace_id', '=', scene.workspaceId)
    .orderBy('id')
    .execute();
}

async function events(): Promise<string[]> {
  const { rows: found } = await sql<{ kind: string }>`
    select kind from events where workspace_id = ${scene.workspaceId} order by id
  `.execute(test.db);
  return found.map((event) => event.kind);
}

describe('suppress', () => {
  it('adds the row and its event, and shows the address masked (SUP-1)', async () => {
    expect(await say()).toBe('added');
    const [row] = await rows();
    expect(row).toMatchObject({ reason: 'unsubscribed', lifted_at: null });
    expect(row?.masked_email).toContain('@');
    expect(row?.masked_email).not.toContain('ada@');
    expect(await events()).toEqual(['suppressed']);
  });

  it('R8058-10: keeps one row and the first time however often it is repeated, also at once', async () => {
    await say();
    const [first] = await rows();
    expect(await Promise.all([say(), say(), say()])).toEqual(['stood', 'stood', 'stood']);
    expect(await rows()).toEqual([first]);
    expect(await events()).toEqual(['suppressed']);
  });

  it('R8058-10: makes one row of many first requests at the same moment', async () => {
    const outcomes = await Promise.all([say(), say(), say(), say()]);
    expect(outcomes.sort()).toEqual(['added', 'stood', 'stood', 'stood']);
    expect(await rows()).toHaveLength(1);
  });

  it('never replaces a stronger reason by a weaker one, and keeps the first time when it grows stronger', async () => {
    const [weakest, ...stronger] = suppressionReasons;
    await say(weakest);
    const [first] = await rows();
    for (const reason of stronger) {
      expect(await say(reason)).toBe('renewed');
      expect(await say(weakest)).toBe('stood');
      const [row] = await rows();
      expect(row).toMatchObject({ id: first?.id, reason, suppressed_at: first?.suppressed_at });
    }
  });

  it('counts from now when it is said again after a lift', async () => {
    await say('complaint');
    const [before] = await rows();
    await lift(test.db, {
      workspaceId: scene.workspaceId,
      suppressionId: before?.id ?? '',
      by: 'operator',
      reason: 'asked by phone',
    });
    expect(await say('unsubscribed')).toBe('renewed');
    const [row] = await rows();
    expect(row).toMatchObject({ id: before?.id, reason: 'unsubscribed', lifted_at: null });
    expect(row?.suppressed_at.getTime()).toBeGreaterThan(before?.suppressed_at.getTime() ?? Infinity);
  });

  it('counts from now when it is said again after the person’s own later opt-in (AP-2)', async () => {
    await say();
    const [before] = await rows();
    await sql`
      update subscriptions set confirmed_at = clock_timestamp() where contact_id = ${ada.contactId}
    `.execute(test.db);
    expect(await say()).toBe('renewed');
    const [row] = await rows();
    expect(row?.suppressed_at.getTime()).toBeGreaterThan(before?.suppressed_at.getTime() ?? Infinity);
    expect(await say()).toBe('stood');
  });

  it.each(['list', 'marketing'] as const)(
    'SUP-3: keeps a complaint (%s) a complaint when the person opts in and then leaves: only a lift ends it',
    async (scope) => {
      await say('complaint', adaSays(scope));
      const before = await rows();
      await sql`
        update subscriptions set confirmed_at = clock_timestamp() where contact_id = ${ada.contactId}
      `.execute(test.db);
      expect(await say('unsubscribed', adaSays(scope))).toBe('stood');
      expect(await rows()).toEqual(before);
    },
  );

  it('R8058-9: leaves neither row nor event when it fails', async () => {
    const { listId } = await gateScene(test.db);
    await expect(say('unsubscribed', { ...adaSays(), listId })).rejects.toThrow('foreign key');
    expect(await rows()).toEqual([]);
    expect(await events()).toEqual([]);
  });

  it('keeps scopes apart', async () => {
    expect([await say(), await say('unsubscribed', adaSays('marketing')), await say('manual', adaSays('all'))]).toEqual(
      ['added', 'added', 'added'],
    );
    expect(await rows()).toHaveLength(3);
  });

  it('takes many people in one statement, a repeated one once, known or not', async () => {
    const stranger = { ...adaSays(), addressKey: Buffer.alloc(16, 9) };
    const suppressed = await suppress(test.db, [stranger, adaSays(), adaSays()], {
      reason: 'imported',
      source: 'import',
    });
    expect(suppressed.outcome).toBe('added');
    expect(suppressed.suppressionIds).toHaveLength(2);
  });
});

describe('lift', () => {
  it('opens the way again, with name and reason, and keeps the row as history', async () => {
    await say();
    const [row] = await rows();
    const request = { workspaceId: scene.workspaceId, suppressionId: row?.id ?? '', by: 'operator', reason: 'asked' };
    expect(await lift(test.db, request)).toBe('lifted');
    expect(await lift(test.db, request)).toBe('unknown');
    expect((await rows())[0]?.lifted_at).not.toBeNull();
    expect(await events()).toEqual(['suppressed', 'lifted']);
  });

  it('does not know another workspace’s suppressions', async () => {
    await say();
    const [row] = await rows();
    const { workspaceId } = await gateScene(test.db);
    const request = { workspaceId, suppressionId: row?.id ?? '', by: 'operator', reason: 'asked' };
    expect(await lift(test.db, request)).toBe('unknown');
    expect((await rows())[0]?.lifted_at).toBeNull();
  });
});

describe('mask_address', () => {
  it('shows an address as maskAddress does', async () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', '.', '@', '"', 'é', '飛', '+', ' '),
      minLength: 1,
      maxLength: 12,
    });
    const domain = fc.constantFrom('docomo.ne.jp', 'y.co', 'xn--r8jz45g.jp');
    const emails = fc.sample(fc.tuple(letters, domain), 300).map(([local, at]) => `${local}@${at}`);
    const { rows: masked } = await sql<{ masked: string }>`
      select mask_address(e) as masked from unnest(${emails}::text[]) with ordinality u(e, n) order by n
    `.execute(test.db);
    expect(masked.map((row) => row.masked)).toEqual(emails.map(maskAddress));
  });
});
