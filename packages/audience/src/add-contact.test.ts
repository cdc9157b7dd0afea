import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { addContact } from './add-contact.ts';
import { confirmSubscription } from './confirm-subscription.ts';
import { deleteContact } from './delete-contact.ts';
import { findContact } from './find-contact.ts';
import { added, consent, eventsOf, newList, newWorkspace, pepper, suppress } from './testing.ts';

let test: TestDatabase;
let workspaceId: string;
let list: string;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  workspaceId = await newWorkspace(test.db);
  list = await newList(test.db, workspaceId);
});
afterAll(() => test.drop());

describe('addContact', () => {
  it('adds a person once, however the address is spelled, and merges fields', async () => {
    const email = 'Hanako.Sato@Example.com';
    const first = await addContact(test.db, pepper, {
      workspaceId,
      email,
      fields: { name: '花子', age: 30, vip: true },
    });
    expect(first).toMatchObject({ ok: true, created: true });
    const again = await addContact(test.db, pepper, {
      workspaceId,
      email: ' hanako.sato@EXAMPLE.com ',
      fields: { age: 31, vip: null, city: 'Tokyo' },
    });
    expect(again).toMatchObject({
      ok: true,
      created: false,
      contact: { email: 'Hanako.Sato@example.com', fields: { name: '花子', age: 31, city: 'Tokyo' } },
    });
    expect(again.ok && again.contact.fields).not.toHaveProperty('vip');
    expect(await eventsOf(test.db, workspaceId, email)).toEqual(['contact-added', 'contact-changed']);
  });

  it('records no change when nothing changed', async () => {
    const person = { workspaceId, email: 'same@example.com', fields: { a: '1' } };
    const before = await added(test.db, person);
    const after = await added(test.db, person);
    expect(after.updatedAt).toEqual(before.updatedAt);
    expect(await eventsOf(test.db, workspaceId, person.email)).toEqual(['contact-added']);
  });

  it('creates one contact when many calls add the same person at once', async () => {
    const calls = Array.from({ length: 12 }, () =>
      addContact(test.db, pepper, { workspaceId, email: 'race@example.com', lists: [list], consent }),
    );
    const answers = await Promise.all(calls);
    expect(answers.filter((answer) => answer.ok && answer.created)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.ok && answer.contact.id)).size).toBe(1);
  });

  it('JPC-1 accepts the misplaced dots of docomo, ezweb and au, as one person with the quoted spelling', async () => {
    for (const email of ['a..b@docomo.ne.jp', 'abc.@ezweb.ne.jp', '.abc@docomo.ne.jp']) {
      const contact = await added(test.db, { workspaceId, email });
      expect(contact.email).toBe(email);
      const quoted = email.replace(/^(.*)@/, '"$1"@');
      expect((await added(test.db, { workspaceId, email: quoted })).id).toBe(contact.id);
    }
  });

  it('JPC-2 refuses misplaced dots elsewhere and suggests what may be meant', async () => {
    const answer = await addContact(test.db, pepper, { workspaceId, email: 'a..b@example.com' });
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'bad-address' } });
    expect(!answer.ok && answer.problem.reason).toContain('a.b@example.com');
  });

  it('EAI-2 keeps a domain in any script as A-labels and shows it as people write it', async () => {
    const contact = await added(test.db, { workspaceId, email: 'info@日本.jp' });
    expect(contact.email).toBe('info@日本.jp');
    expect((await added(test.db, { workspaceId, email: 'info@XN--WGV71A.jp' })).id).toBe(contact.id);
    const row = await test.db.selectFrom('contacts').select('email').where('id', '=', contact.id).executeTakeFirst();
    expect(row?.email).toBe('info@xn--wgv71a.jp');
  });

  it('refuses fields that could not be kept or used', async () => {
    const bad = [
      { email: 'x' },
      { __PROTO__: 'x' },
      { '': 'x' },
      { 'a\nb': 'x' },
      { ok: 'nul\0' },
      { ok: '\ud800' },
      { ok: 'x'.repeat(10_001) },
      { ok: Number.NaN },
      { ｎame: 'x', ['x'.repeat(101)]: 'y' },
      Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`f${i}`, 'x'])),
    ];
    for (const fields of bad) {
      const answer = await addContact(test.db, pepper, { workspaceId, email: 'f@example.com', fields });
      expect(answer).toMatchObject({ ok: false, problem: { kind: 'bad-field' } });
    }
  });

  it('JP-TOKUTEI-1 joins no list without a basis and a source', async () => {
    const person = { workspaceId, email: 'nobasis@example.com', lists: [list] };
    expect(await addContact(test.db, pepper, person)).toMatchObject({
      ok: false,
      problem: { kind: 'consent-missing' },
    });
    const future = new Date(Date.now() + 3_600_000);
    for (const wrong of [
      { basis: 'consent', source: ' ' },
      { ...consent, at: future },
      { ...consent, evidence: { a: '\0' } },
    ] as const) {
      const answer = await addContact(test.db, pepper, { ...person, consent: wrong });
      expect(answer).toMatchObject({ ok: false, problem: { kind: 'bad-consent' } });
    }
    expect(await eventsOf(test.db, workspaceId, person.email)).toEqual([]);
  });

  it('JP-TOKUTEI-13 keeps basis, source, time and evidence of the consent', async () => {
    const at = new Date('2025-03-01T09:00:00Z');
    const contact = await added(test.db, {
      workspaceId,
      email: 'proof@example.com',
      lists: [list],
      consent: { basis: 'self_notified', source: 'business card', at, evidence: { event: 'Expo' } },
    });
    expect(contact.lists).toMatchObject([
      {
        listId: list,
        state: 'active',
        basis: 'self_notified',
        source: 'business card',
        joinedAt: at,
        confirmedAt: null,
      },
    ]);
    const row = await test.db
      .selectFrom('subscriptions')
      .select('evidence')
      .where('contact_id', '=', contact.id)
      .executeTakeFirst();
    expect(row?.evidence).toEqual({ event: 'Expo' });
  });

  it('writes nothing when one of the lists belongs to another workspace', async () => {
    const foreign = await newList(test.db, await newWorkspace(test.db));
    const person = { workspaceId, email: 'foreign@example.com', lists: [list, foreign], consent };
    expect(await addContact(test.db, pepper, person)).toMatchObject({
      ok: false,
      problem: { kind: 'unknown-list', listId: foreign },
    });
    expect(await eventsOf(test.db, workspaceId, person.email)).toEqual([]);
  });

  it('keeps a double opt-in pending until the person confirms it', async () => {
    const person = { workspaceId, email: 'doi@example.com', lists: [list], consent };
    const contact = await added(test.db, person, { confirm: true });
    expect(contact.lists).toMatchObject([{ state: 'pending', confirmedAt: null }]);
    expect(await confirmSubscription(test.db, { workspaceId, contactId: contact.id, listId: list })).toBe(true);
    const confirmed = await findContact(test.db, workspaceId, contact.id);
    expect(confirmed?.lists).toMatchObject([{ state: 'active', confirmedAt: expect.any(Date) }]);
    expect(await eventsOf(test.db, workspaceId, person.email)).toEqual(['contact-added', 'subscribed', 'confirmed']);
    expect(
      await addContact(
        test.db,
        pepper,
        { ...person, consent: { ...consent, basis: 'published_address' } },
        { confirm: true },
      ),
    ).toMatchObject({ ok: false, problem: { kind: 'bad-consent' } });
  });

  it('never lowers a subscription nor touches its times when the person is added again', async () => {
    const person = { workspaceId, email: 'twice@example.com', lists: [list], consent };
    const contact = await added(test.db, person);
    await confirmSubscription(test.db, { workspaceId, contactId: contact.id, listId: list });
    const before = await findContact(test.db, workspaceId, contact.id);
    await added(test.db, { ...person, consent: { basis: 'published_address', source: 'web', at: new Date() } });
    expect((await findContact(test.db, workspaceId, contact.id))?.lists).toEqual(before?.lists);
    await added(test.db, person, { confirm: true });
    expect((await findContact(test.db, workspaceId, contact.id))?.lists).toEqual(before?.lists);
  });

  it('AP-2 leaves somebody who left as they are, and a suppression in force, however often they are added', async () => {
    const person = { workspaceId, email: 'left@example.com', lists: [list], consent };
    await added(test.db, person);
    await suppress(test.db, { ...person, scope: 'list', listId: list });
    const again = await added(test.db, person);
    expect(again).toMatchObject({ suppressed: ['list'], lists: [{ state: 'left', suppressed: ['list'] }] });
  });

  it('AP-2 keeps the suppression of somebody who was deleted and added again', async () => {
    const person = { workspaceId, email: 'back@example.com', lists: [list], consent };
    const contact = await added(test.db, person);
    await suppress(test.db, { ...person, scope: 'list', listId: list });
    await suppress(test.db, { ...person, scope: 'marketing' });
    expect(await deleteContact(test.db, workspaceId, contact.id)).toBe(true);
    const again = await added(test.db, person);
    expect(again.id).not.toBe(contact.id);
    expect(again).toMatchObject({ suppressed: ['list', 'marketing'], lists: [{ suppressed: ['list', 'marketing'] }] });
  });

  it('lets a confirmed opt-in outweigh an older suppression of that one list alone, and never a complaint', async () => {
    const other = await newList(test.db, workspaceId, 'Other');
    const person = { workspaceId, email: 'again@example.com', lists: [list, other], consent };
    const contact = await added(test.db, person);
    await suppress(test.db, { ...person, scope: 'list', listId: list });
    await suppress(test.db, { ...person, scope: 'list', listId: other, reason: 'complaint' });
    for (const listId of [list, other])
      await confirmSubscription(test.db, { workspaceId, contactId: contact.id, listId });
    expect((await findContact(test.db, workspaceId, contact.id))?.lists).toMatchObject([
      { listId: list, state: 'active', suppressed: [] },
      { listId: other, state: 'left', suppressed: ['list'] },
    ]);
  });

  it("works inside the caller's transaction, and goes with it", async () => {
    const email = 'rolled-back@example.com';
    const attempt = test.db.transaction().execute(async (tx) => {
      await added(tx, { workspaceId, email });
      throw new Error('the caller changed its mind');
    });
    await expect(attempt).rejects.toThrow('changed its mind');
    expect(await eventsOf(test.db, workspaceId, email)).toEqual([]);
  });
});

describe('confirmSubscription', () => {
  it('confirms nothing that is not a subscription of this workspace', async () => {
    const contact = await added(test.db, { workspaceId, email: 'c@example.com', lists: [list], consent });
    const elsewhere = await newWorkspace(test.db);
    expect(await confirmSubscription(test.db, { workspaceId: elsewhere, contactId: contact.id, listId: list })).toBe(
      false,
    );
    expect(await confirmSubscription(test.db, { workspaceId, contactId: '1', listId: list })).toBe(false);
  });
});

describe('deleteContact', () => {
  it('deletes the person and their subscriptions once, and tells it', async () => {
    const contact = await added(test.db, { workspaceId, email: 'gone@example.com', lists: [list], consent });
    expect(await deleteContact(test.db, await newWorkspace(test.db), contact.id)).toBe(false);
    expect(await deleteContact(test.db, workspaceId, contact.id)).toBe(true);
    expect(await deleteContact(test.db, workspaceId, contact.id)).toBe(false);
    expect(await findContact(test.db, workspaceId, contact.id)).toBeUndefined();
    expect(await eventsOf(test.db, workspaceId, 'gone@example.com')).toEqual([
      'contact-added',
      'subscribed',
      'contact-deleted',
    ]);
  });
});
