import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { changeContact } from './change-contact.ts';
import { findContact } from './find-contact.ts';
import { added, consent, eventsOf, keyOf, newList, newWorkspace, pepper, suppress } from './testing.ts';

let test: TestDatabase;
let workspaceId: string;
let lists: string[];
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  workspaceId = await newWorkspace(test.db);
  lists = [await newList(test.db, workspaceId, 'A'), await newList(test.db, workspaceId, 'B')];
});
afterAll(() => test.drop());

describe('changeContact', () => {
  it('gives the contact the key of its new address, and tells it under both', async () => {
    const { id } = await added(test.db, { workspaceId, email: 'old@example.com', fields: { a: '1' } });
    const changed = await changeContact(test.db, pepper, workspaceId, id, {
      email: 'new@example.com',
      fields: { b: '2' },
    });
    expect(changed).toMatchObject({ ok: true, contact: { id, email: 'new@example.com', fields: { a: '1', b: '2' } } });
    expect(changed.ok && changed.contact.addressKey).toEqual(keyOf('new@example.com'));
    expect(await eventsOf(test.db, workspaceId, 'old@example.com')).toEqual(['contact-added', 'contact-changed']);
    expect(await eventsOf(test.db, workspaceId, 'new@example.com')).toEqual(['contact-changed', 'contact-changed']);
  });

  it('refuses an address that another contact has, and changes nothing', async () => {
    const other = await added(test.db, { workspaceId, email: 'taken@example.com' });
    const { id } = await added(test.db, { workspaceId, email: 'me@example.com' });
    expect(
      await changeContact(test.db, pepper, workspaceId, id, { email: 'TAKEN@example.com', fields: { x: '1' } }),
    ).toMatchObject({
      ok: false,
      problem: { kind: 'address-taken', contactId: other.id },
    });
    expect(await findContact(test.db, workspaceId, id)).toMatchObject({ email: 'me@example.com', fields: {} });
  });

  it('changes the spelling of an address without moving it', async () => {
    const { id } = await added(test.db, { workspaceId, email: 'abc@example.com' });
    await suppress(test.db, { workspaceId, email: 'abc@example.com', scope: 'marketing' });
    const changed = await changeContact(test.db, pepper, workspaceId, id, { email: 'ABC@example.com' });
    expect(changed).toMatchObject({ ok: true, contact: { email: 'ABC@example.com', suppressed: ['marketing'] } });
  });

  it('UNS-GATE-3 drops the lists that the old address refused, so that a no travels with the person', async () => {
    const person = { workspaceId, email: 'no@example.com', lists, consent };
    const { id } = await added(test.db, person);
    await suppress(test.db, { ...person, scope: 'list', listId: lists[0] ?? '' });
    const changed = await changeContact(test.db, pepper, workspaceId, id, { email: 'no2@example.com' });
    expect(changed.ok && changed.contact.lists.map((entry) => entry.listId)).toEqual([lists[1]]);
  });

  it('keeps the lists when a mistyped address is mended', async () => {
    const { id } = await added(test.db, { workspaceId, email: 'typo@exmaple.com', lists, consent });
    await suppress(test.db, { workspaceId, email: 'typo@exmaple.com', scope: 'invalid', reason: 'invalid-address' });
    const changed = await changeContact(test.db, pepper, workspaceId, id, { email: 'typo@example.com' });
    expect(changed.ok && changed.contact).toMatchObject({
      suppressed: [],
      lists: [{ suppressed: [] }, { suppressed: [] }],
    });
  });

  it('makes the named lists the whole set, and joins new ones on a consent alone', async () => {
    const [a = '', b = ''] = lists;
    const { id } = await added(test.db, { workspaceId, email: 'lists@example.com', lists: [a], consent });
    expect(await changeContact(test.db, pepper, workspaceId, id, { lists: [a, b] })).toMatchObject({
      ok: false,
      problem: { kind: 'consent-missing' },
    });
    const swapped = await changeContact(test.db, pepper, workspaceId, id, { lists: [b], consent });
    expect(swapped.ok && swapped.contact.lists).toMatchObject([{ listId: b, state: 'active' }]);
    const kept = await changeContact(test.db, pepper, workspaceId, id, { lists: [b] });
    expect(kept.ok && kept.contact.lists).toEqual(swapped.ok && swapped.contact.lists);
    const none = await changeContact(test.db, pepper, workspaceId, id, { lists: [] });
    expect(none.ok && none.contact.lists).toEqual([]);
  });

  it('finds no contact of another workspace', async () => {
    const { id } = await added(test.db, { workspaceId, email: 'mine@example.com' });
    const elsewhere = await newWorkspace(test.db);
    expect(await changeContact(test.db, pepper, elsewhere, id, { fields: { a: '1' } })).toMatchObject({
      ok: false,
      problem: { kind: 'unknown-contact' },
    });
  });
});
