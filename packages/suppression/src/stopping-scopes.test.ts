import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { type MessageClass, messageClasses } from '@hikyaku/message';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { suppress } from './suppress.ts';
import type { SuppressionReason } from './suppression-reason.ts';
import { type GateScene, gateScene, somebody, type Waiting } from './testing/gate-scene.ts';

let test: TestDatabase;
let scene: GateScene;
let ada: Waiting;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await sql`delete from suppressions`.execute(test.db);
  scene = await gateScene(test.db);
  ada = await somebody(test.db, scene, 'ada');
});
afterAll(() => test.drop());

type Scope = 'list' | 'marketing' | 'all' | 'invalid';

async function say(scope: Scope, reason: SuppressionReason = 'unsubscribed', listId = scene.listId): Promise<void> {
  const workspaceId = scope === 'invalid' ? null : scene.workspaceId;
  const scoped = { workspaceId, addressKey: ada.addressKey, scope, listId: scope === 'list' ? listId : null };
  await suppress(test.db, [scoped], { reason, source: 'test' });
}

async function stops(messageClass: MessageClass, workspaceId = scene.workspaceId): Promise<string[]> {
  const { rows } = await sql<{ scope: string }>`
    select scope from stopping_scopes(${workspaceId}, ${messageClass}, ${ada.addressKey}, ${scene.listId}, ${ada.contactId}) s(scope)
  `.execute(test.db);
  return rows.map((row) => row.scope);
}

async function confirmNow(): Promise<void> {
  await sql`
    update subscriptions set confirmed_at = clock_timestamp() where contact_id = ${ada.contactId}
  `.execute(test.db);
}

describe('stopping_scopes', () => {
  // Which scopes each class of letter listens to (CLS-1 and the table of classes).
  const listened: Record<MessageClass, Scope[]> = {
    marketing: ['list', 'marketing', 'all', 'invalid'],
    consent_request: ['list', 'marketing', 'all', 'invalid'],
    transactional: ['all', 'invalid'],
    transactional_ad: ['all', 'invalid'],
    list_admin: ['invalid'],
  };

  it.each(messageClasses.map((name) => ({ name })))(
    'makes a $name letter listen to the scopes of its class',
    async ({ name }) => {
      for (const scope of ['list', 'marketing', 'all', 'invalid'] as const) {
        await sql`delete from suppressions`.execute(test.db);
        await say(scope);
        expect({ scope, stops: await stops(name) }).toEqual({
          scope,
          stops: listened[name].includes(scope) ? [scope] : [],
        });
      }
    },
  );

  it('lets a "no" to one list speak of that list alone', async () => {
    const { id } = await test.db
      .insertInto('lists')
      .values({ workspace_id: scene.workspaceId, name: 'other' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await say('list', 'unsubscribed', id);
    expect(await stops('marketing')).toEqual([]);
  });

  it('keeps workspaces apart, but for an invalid address', async () => {
    const elsewhere = await gateScene(test.db);
    await say('all');
    expect(await stops('marketing', elsewhere.workspaceId)).toEqual([]);
    await say('invalid', 'invalid-address');
    expect(await stops('marketing', elsewhere.workspaceId)).toEqual(['invalid']);
  });

  it('gives way to a confirmed opt-in that is newer, for list and marketing (AP-2)', async () => {
    await say('list');
    await say('marketing');
    await confirmNow();
    expect(await stops('marketing')).toEqual([]);
  });

  it('stands against an opt-in that is older', async () => {
    await confirmNow();
    await say('list');
    await say('marketing');
    expect((await stops('marketing')).sort()).toEqual(['list', 'marketing']);
  });

  it('needs a lift after a complaint, for all, and for an invalid address', async () => {
    await say('marketing', 'complaint');
    await say('all');
    await say('invalid', 'invalid-address');
    await confirmNow();
    expect((await stops('marketing')).sort()).toEqual(['all', 'invalid', 'marketing']);
  });

  it('forgets what was lifted', async () => {
    await say('all');
    await sql`update suppressions set lifted_at = now(), lifted_by = 'o', lift_reason = 'r'`.execute(test.db);
    expect(await stops('marketing')).toEqual([]);
  });
});
