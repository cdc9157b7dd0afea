import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { balances, readBooks } from '@hikyaku/ledger';
import { tokenReader } from '@hikyaku/suppression';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findMessage } from './find-message.ts';
import { type NewMessage, sendMessage } from './send-message.ts';
import { streamWords } from './stream-letters.ts';
import { sendTest } from './test-send.ts';
import { depsFor, join, keyring, newDraft, newList, newWorkspace, publicUrl, suppress } from './testing/world.ts';

let test: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
});
afterAll(() => test.drop());

const receipt: NewMessage = {
  to: { email: 'hanako@example.com' },
  from: { name: '飛脚商店', email: 'shop@shop.example' },
  subject: '領収書',
  text: '{{data.total}}円',
  data: { total: 300 },
  class: 'transactional',
};

const send = (wanted: Partial<NewMessage> = {}, deps = {}) =>
  sendMessage({ ...depsFor(test.db), ...deps }, workspaceId, { ...receipt, ...wanted });

async function fieldsOf(wanted: Partial<NewMessage>): Promise<string[]> {
  const answer = await send(wanted);
  return answer.kind === 'problems' ? answer.problems.map((problem) => problem.field) : [];
}

describe('sendMessage', () => {
  it('enters the letter in the month’s stream of its class, balanced, waiting in a slot that it wakes', async () => {
    const woken: (readonly number[])[] = [];
    const sent = await send({}, { wake: async (slots: readonly number[]) => void woken.push(slots) });
    if (sent.kind !== 'queued') throw new Error(JSON.stringify(sent));
    expect(woken).toEqual([[sent.slotId]]);
    expect(await findMessage(test.db, workspaceId, sent.ref)).toMatchObject({
      state: 'queued',
      subject: '領収書',
      class: 'transactional',
    });
    const stream = await test.db
      .selectFrom('campaigns')
      .select(['kind', 'status', 'class'])
      .where('id', '=', sent.ref.campaignId)
      .executeTakeFirst();
    expect(stream).toEqual({ kind: 'stream', status: 'sending', class: 'transactional' });
    expect(balances(await readBooks(test.db, sent.ref.campaignId))).toBe(true);
  });

  it('numbers the letters of one address, also when twenty are handed in at once', async () => {
    const own = await newWorkspace(test.db);
    const sent = await Promise.all(
      Array.from({ length: 20 }, () =>
        sendMessage(depsFor(test.db), own, { ...receipt, to: { email: 'busy@example.com' } }),
      ),
    );
    const numbers = sent.map((answer) => (answer.kind === 'queued' ? answer.ref.letterNo : -1)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n));
    const [first] = sent;
    if (first?.kind !== 'queued') throw new Error('The first letter is queued.');
    expect(await readBooks(test.db, first.ref.campaignId)).toMatchObject({ targeted: 20, queued: 20 });
  });

  it('withholds a letter to somebody who is suppressed for everything, and sends one to whoever left marketing', async () => {
    await suppress(test.db, workspaceId, 'gone@example.com', 'all');
    await suppress(test.db, workspaceId, 'reader@example.com', 'marketing');
    const withheld = await send({ to: { email: 'gone@example.com' } });
    expect(withheld).toMatchObject({ kind: 'withheld', reason: 'suppressed-all' });
    expect((await send({ to: { email: 'reader@example.com' } })).kind).toBe('queued');
    if (withheld.kind !== 'withheld') return;
    expect(await findMessage(test.db, workspaceId, withheld.ref)).toMatchObject({
      state: 'withheld',
      reason: 'suppressed-all',
    });
    expect(balances(await readBooks(test.db, withheld.ref.campaignId))).toBe(true);
  });

  it('refuses what cannot be rendered, and leaves nothing of it in the books', async () => {
    const own = await newWorkspace(test.db);
    const answer = await sendMessage(depsFor(test.db), own, { ...receipt, data: {} });
    expect(answer).toMatchObject({
      kind: 'problems',
      problems: [{ field: 'text', message: expect.stringContaining('data.total') }],
    });
    const counts = await test.db.selectFrom('campaigns').select('targeted').where('workspace_id', '=', own).execute();
    expect(counts.every((row) => row.targeted === '0')).toBe(true);
  });

  it('R5322-4 refuses line breaks in every field that reaches a header, and in a value that reaches the subject', async () => {
    expect(await fieldsOf({ to: { email: 'a\n@example.com' } })).toEqual(['to']);
    expect(await fieldsOf({ to: { name: 'a\nb', email: 'a@example.com' } })).toEqual(['to.name']);
    expect(await fieldsOf({ from: { name: 'a\r\nb', email: 'a@shop.example' } })).toEqual(['from.name']);
    expect(await fieldsOf({ replyTo: 'a@shop.example\nBcc: b@example.com' })).toEqual(['replyTo']);
    expect(await fieldsOf({ subject: 'a\0' })).toEqual(['subject']);
    expect(await fieldsOf({ subject: '{{data.total}}', data: { total: 'a\r\nBcc: b@example.com' } })).toEqual([
      'subject',
    ]);
  });

  it('CLS-1 refuses marketing, and an advertising template under any other class', async () => {
    expect(await fieldsOf({ class: 'marketing' })).toEqual(['class']);
    expect(await fieldsOf({ text: undefined, template: { kind: 'built-in', name: 'newsletter' } })).toContain('class');
  });

  it('keeps a message from other workspaces', async () => {
    const sent = await send();
    if (sent.kind !== 'queued') throw new Error(JSON.stringify(sent));
    expect(await findMessage(test.db, await newWorkspace(test.db), sent.ref)).toBeUndefined();
  });
});

describe('sendTest', () => {
  it('TOK-8 sends marked copies whose links are inert, with the names of fields that an address has no value for', async () => {
    const list = await newList(test.db, workspaceId);
    await join(test.db, workspaceId, 'author@example.com', [list], { fields: { name: '編集' } });
    const text = '{{contact.name}} {{contact.city}} {{unsubscribe_url}} {{preferences_url}}';
    const draft = await newDraft(test.db, workspaceId, [list], { text });
    const sent = await sendTest(depsFor(test.db), workspaceId, draft.id, ['author@example.com', 'boss@example.com']);
    if (sent.kind !== 'sent') throw new Error(JSON.stringify(sent));
    const [first, second] = sent.letters;
    if (first === undefined || second === undefined) throw new Error('There are two letters.');
    const words = await streamWords(test.db, first.ref.campaignId, sent.letters);
    expect(words(first)?.subject).toBe('[テスト] 編集さまへ');
    expect(words(first)?.text).toMatch(/^これはテスト配信です/);
    expect(words(first)?.text).toContain('編集 [city]');
    expect(words(second)?.text).toContain('[name] [city]');
    const links = [...(words(first)?.text ?? '').matchAll(/\/([upc])\/([\w-]{40,})/g)];
    expect(links.length).toBeGreaterThanOrEqual(2);
    for (const [, door, token = ''] of links) {
      expect([door, tokenReader(keyring)(token)]).toEqual([
        'u',
        expect.objectContaining({ kind: 'inert', listId: list }),
      ]);
    }
    expect(words(first)?.text).toContain(publicUrl);
  });

  it('changes nothing of the campaign: it stays a draft without a row', async () => {
    const draft = await newDraft(test.db, workspaceId, []);
    await sendTest(depsFor(test.db), workspaceId, draft.id, ['author@example.com']);
    expect(await readBooks(test.db, draft.id)).toMatchObject({ targeted: 0, queued: 0 });
  });

  it('refuses addresses that are none, by their place, and nobody at all', async () => {
    const draft = await newDraft(test.db, workspaceId, []);
    const answer = await sendTest(depsFor(test.db), workspaceId, draft.id, ['a@example.com', 'nonsense']);
    expect(answer).toMatchObject({ kind: 'problems', problems: [{ field: 'to[1]' }] });
    expect(await sendTest(depsFor(test.db), workspaceId, draft.id, [])).toMatchObject({ kind: 'problems' });
    expect(await sendTest(depsFor(test.db), await newWorkspace(test.db), draft.id, ['a@example.com'])).toEqual({
      kind: 'not-found',
    });
  });
});
