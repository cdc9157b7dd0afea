import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';
import { forgetIdempotencyKeys, once } from './idempotency.ts';
import { ok } from './reply.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const withKey = (key: string) => ({ 'idempotency-key': key });
const lists = async () =>
  Number(
    (
      await app.db
        .selectFrom('lists')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

describe('Idempotency-Key', () => {
  it('gives a repeat the same bytes and makes nothing twice', async () => {
    const first = await app.mine.ask('POST', '/lists', { name: 'once' }, withKey('a-1'));
    const before = await lists();
    const again = await app.mine.ask('POST', '/lists', { name: 'once' }, withKey('a-1'));
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(await lists()).toBe(before);
  });

  it('refuses another request under a used key: other body, other route', async () => {
    await app.mine.ask('POST', '/lists', { name: 'first' }, withKey('a-2'));
    const body = await app.mine.ask('POST', '/lists', { name: 'second' }, withKey('a-2'));
    const route = await app.mine.ask('POST', '/contacts', { email: 'a@example.jp' }, withKey('a-2'));
    expect([body.status, body.body.type]).toEqual([422, '/problems/key-reused']);
    expect([route.status, route.body.type]).toEqual([422, '/problems/key-reused']);
  });

  it('belongs to one workspace', async () => {
    const mine = await app.mine.ask('POST', '/lists', { name: 'x' }, withKey('shared'));
    const theirs = await app.theirs.ask('POST', '/lists', { name: 'x' }, withKey('shared'));
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('lets one of many simultaneous requests through; the others get its answer or 409', async () => {
    const before = await lists();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => app.mine.ask('POST', '/lists', { name: 'race' }, withKey('race-1'))),
    );
    expect(await lists()).toBe(before + 1);
    const made = answers.filter((answer) => answer.status === 201);
    expect(new Set(made.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.every((answer) => answer.status === 201 || answer.status === 409)).toBe(true);
    for (const answer of answers.filter((one) => one.status === 409))
      expect(answer.body.type).toBe('/problems/repeat-under-way');
  });

  it('is free again after a refusal', async () => {
    expect((await app.mine.ask('POST', '/lists', { name: '' }, withKey('a-3'))).status).toBe(422);
    expect((await app.mine.ask('POST', '/lists', { name: 'good' }, withKey('a-3'))).status).toBe(201);
  });

  it.each(['', 'two words', 'ünï', 'x'.repeat(256)])('refuses the key %j', async (key) => {
    const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') };
    expect((await app.mine.ask('POST', '/lists', { name: 'a' }, headers)).status).toBe(400);
  });
});

describe('once', () => {
  const request = (key: string) => ({ workspaceId: app.mine.workspaceId, key, requestHash: Buffer.alloc(32, 1) });

  it('frees the key when the work throws', async () => {
    const failing = once(app.db, request('b-1'), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await once(app.db, request('b-1'), async () => ok({ done: true }))).toEqual(ok({ done: true }));
  });

  it('does not run again what another process began and never answered', async () => {
    await app.db
      .insertInto('idempotency_keys')
      .values({ workspace_id: app.mine.workspaceId, key: 'b-2', request_hash: Buffer.alloc(32, 1) })
      .execute();
    const reply = await once(app.db, request('b-2'), () => Promise.reject(new Error('ran twice')));
    expect(reply).toMatchObject({ kind: 'problem', problem: { status: 409 } });
  });

  it('forgets keys by age', async () => {
    await once(app.db, request('b-3'), async () => ok(1));
    await forgetIdempotencyKeys(app.db, { olderThanHours: 1 });
    expect(await once(app.db, request('b-3'), async () => ok(2))).toMatchObject({ kind: 'stored', text: '1' });
    await forgetIdempotencyKeys(app.db, { olderThanHours: 0 });
    expect(await once(app.db, request('b-3'), async () => ok(2))).toEqual(ok(2));
  });
});
