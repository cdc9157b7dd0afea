import type { Composition, DueLetter } from '@hikyaku/delivery';
import { publicId } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { readReplyAddress, readReturnPath, readUnsubscribeAddress, verifyingKeys } from '@hikyaku/message';
import { tokenReader } from '@hikyaku/suppression';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { changeWorkspace } from './change-workspace.ts';
import { campaignComposer } from './composer.ts';
import type { NewDraft } from './draft.ts';
import { makeSenderKey } from './sender-domain.ts';
import { sendMessage } from './send-message.ts';
import { depsFor, join, keyOf, keyring, newList, newWorkspace, publicUrl, sendingCampaign } from './testing/world.ts';

let test: TestDatabase;
let workspaceId: string;
let list: string;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
  list = await newList(test.db, workspaceId, '秋の便り');
  await makeSenderKey(test.db, keyring, { workspaceId, domain: 'shop.example' });
  await join(test.db, workspaceId, 'Hanako@example.com', [list], { fields: { name: '花子' } });
});
afterAll(() => test.drop());

const now = new Date('2026-11-23T03:04:05Z');

function composer(ring = keyring, inbound: { inboundDomain?: string } = {}) {
  const deps = { db: test.db, keyring: ring, publicUrl, bounceDomain: 'bounce.example', now: () => now };
  return campaignComposer({ ...deps, ...inbound });
}

function due(campaignId: string, wanted: Partial<DueLetter> = {}): DueLetter {
  return {
    ref: { campaignId, addressKey: keyOf('hanako@example.com'), letterNo: 0 },
    attempt: 0,
    firstAttemptAt: null,
    listId: list,
    contactId: '1',
    email: 'Hanako@example.com',
    fields: { name: '花子' },
    ...wanted,
  };
}

async function made(campaignId: string, wanted: Partial<DueLetter> = {}, ring = keyring): Promise<Composition> {
  const letter = due(campaignId, wanted);
  return (await composer(ring).open(campaignId, [letter]))(letter);
}

async function letterOf(wanted: Partial<NewDraft>, letter: Partial<DueLetter> = {}) {
  const campaignId = await sendingCampaign(test.db, workspaceId, [list], wanted);
  const composition = await made(campaignId, letter);
  if (!composition.ok) throw new Error(composition.reason);
  const parsed = await PostalMime.parse(composition.letter.bytes);
  const headers = (name: string) => parsed.headers.filter((field) => field.key === name).map((field) => field.value);
  return { campaignId, ...composition.letter, parsed, headers, raw: composition.letter.bytes.toString('latin1') };
}

describe('campaignComposer', () => {
  it('makes the letter that the contract describes, as an independent parser reads it (R3834-1)', async () => {
    const letter = await letterOf({ replyTo: 'desk@shop.example' });
    expect(letter.parsed.from).toEqual({ name: '飛脚商店', address: 'news@shop.example' });
    expect(letter.parsed.to).toEqual([{ name: '', address: 'Hanako@example.com' }]);
    expect(letter.parsed.replyTo).toMatchObject([{ address: 'desk@shop.example' }]);
    expect(letter.parsed.subject).toBe('花子さまへ');
    expect(letter.headers('date')).toEqual(['Mon, 23 Nov 2026 03:04:05 +0000']);
    expect(letter.headers('message-id')).toEqual([expect.stringMatching(/^<[a-z2-7]+@shop\.example>$/)]);
    expect(letter.headers('list-id')).toEqual([expect.stringContaining(`<${publicId('list', list)}.shop.example>`)]);
    expect(letter.headers('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(letter.headers('auto-submitted')).toEqual(['auto-generated']);
    expect(letter.parsed.text).toContain('こんにちは 秋');
    expect(letter.parsed.text).toContain('株式会社テスト');
    for (const line of letter.raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
    expect(letter.raw).toMatch(/^[\r\n\t -~]*$/);
  });

  it('R8058-8 gives header and body the same live token, which speaks of this letter and this list', async () => {
    const letter = await letterOf({});
    const [url] = letter.headers('list-unsubscribe').map((value) => /^<([^>]+)>$/.exec(value)?.[1] ?? '');
    expect(letter.parsed.text).toContain(url);
    const token = tokenReader(keyring)(url?.replace(`${publicUrl}/u/`, '') ?? '');
    expect(token).toMatchObject({ kind: 'live', workspaceId, listId: list, ref: letter.ref });
  });

  it('(R2369-3) names, behind the link, an address of its own to write to, where mail is received', async () => {
    const campaignId = await sendingCampaign(test.db, workspaceId, [list]);
    const letter = due(campaignId);
    const composition = await (await composer(keyring, { inboundDomain: 'in.example' }).open(campaignId, [letter]))(
      letter,
    );
    const bytes = composition.ok ? composition.letter.bytes.toString('latin1') : '';
    const [, url, address] = /^List-Unsubscribe: <([^>]+)>, <mailto:(u\+[^>]+@in\.example)>\r$/m.exec(bytes) ?? [];
    expect(url).toContain(publicUrl);
    expect(readUnsubscribeAddress(verifyingKeys(keyring, 'unsubscribe-address'), address ?? '')).toEqual(letter.ref);
  });

  it('names, behind the address that answers go to, one of its own that takes a STOP, where the workspace wants that', async () => {
    const wanting = await newWorkspace(test.db);
    const itsList = await newList(test.db, wanting, '便り');
    await makeSenderKey(test.db, keyring, { workspaceId: wanting, domain: 'shop.example' });
    await changeWorkspace(test.db, wanting, { stopByReply: true });
    const replyTo = async (draft: Partial<NewDraft>, inbound: { inboundDomain?: string } = {}) => {
      const letter = due(await sendingCampaign(test.db, wanting, [itsList], draft), { listId: itsList });
      const made = await (await composer(keyring, inbound).open(letter.ref.campaignId, [letter]))(letter);
      const { replyTo, headers } = await PostalMime.parse(made.ok ? made.letter.bytes : '');
      const signed = headers.find(({ key }) => key === 'dkim-signature')?.value.replace(/\s/g, '') ?? '';
      return { ref: letter.ref, addresses: (replyTo ?? []).map(({ address = '' }) => address), signed };
    };
    const inbound = { inboundDomain: 'in.example' };
    for (const [draft, first] of [
      [{}, 'news@shop.example'],
      [{ replyTo: 'desk@shop.example' }, 'desk@shop.example'],
    ] as const) {
      const { ref, addresses, signed } = await replyTo(draft, inbound);
      expect(addresses).toEqual([first, expect.stringMatching(/^r\+[a-z2-7]+@in\.example$/)]);
      expect(readReplyAddress(verifyingKeys(keyring, 'reply-address'), addresses[1] ?? '')).toEqual(ref);
      expect(signed).toMatch(/h=[^;]*:reply-to:[^;]*reply-to/i);
    }
    expect((await replyTo({})).addresses).toEqual([]);
    expect((await replyTo({ class: 'consent_request' }, inbound)).addresses).toEqual([]);
  });

  it('R8058-2 signs with the key of the From domain, both unsubscribe fields among the signed', async () => {
    const { headers } = await letterOf({});
    const [signature = ''] = headers('dkim-signature');
    expect(signature).toMatch(/d=shop\.example; s=hk1;/);
    const names = (/h=([^;]+);/.exec(signature.replace(/\s/g, ''))?.[1] ?? '').split(':');
    expect(names).toEqual(
      expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'feedback-id', 'list-id']),
    );
    expect((await letterOf({ from: { name: 'x', email: 'a@unsigned.example' } })).headers('dkim-signature')).toEqual(
      [],
    );
  });

  it('FBID-1 names campaign, workspace, class and sender, nothing of it the letter’s own', async () => {
    const { campaignId, headers } = await letterOf({});
    const names = [publicId('campaign', campaignId), publicId('workspace', workspaceId), 'marketing', 'hikyaku'];
    expect(headers('feedback-id')).toEqual([names.join(':')]);
  });

  it('sends under a return path of its own, which leads back to the letter', async () => {
    const letter = await letterOf({});
    expect(letter.envelope.to).toBe('Hanako@example.com');
    expect(readReturnPath(verifyingKeys(keyring, 'return-path'), letter.envelope.from)).toEqual(letter.ref);
  });

  it('keeps the Message-ID on every attempt, also after a new key was put in front of the ring', async () => {
    const campaignId = await sendingCampaign(test.db, workspaceId, [list]);
    const rotated = [{ id: 2, secret: Buffer.alloc(32, 2) }, ...keyring] as const;
    const ids = [
      await made(campaignId),
      await made(campaignId, { attempt: 3 }),
      await made(campaignId, {}, rotated),
    ].map(
      (composition) => composition.ok && /Message-ID: (\S+)/i.exec(composition.letter.bytes.toString('latin1'))?.[1],
    );
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/@shop\.example>$/);
  });

  it('uses the content as it was frozen, and the contact’s fields as they are now', async () => {
    const campaignId = await sendingCampaign(test.db, workspaceId, [list]);
    await test.db.updateTable('campaigns').set({ draft: '{}' }).where('id', '=', campaignId).execute();
    const now = await made(campaignId, { fields: { name: '春子' } });
    const parsed = now.ok ? await PostalMime.parse(now.letter.bytes) : undefined;
    expect(parsed?.subject).toBe('春子さまへ');
    expect(parsed?.text).toContain('こんにちは 秋');
  });

  it('makes no letter for a person without a value it needs, and says which', async () => {
    const text = '{{contact.name}} {{unsubscribe_url}}';
    const campaignId = await sendingCampaign(test.db, workspaceId, [list], { text });
    const composition = await made(campaignId, { fields: {} });
    expect(composition).toEqual({ ok: false, reason: expect.stringContaining('contact.name') });
  });

  it('R5322-4 makes no letter for a person whose field would break the subject', async () => {
    const campaignId = await sendingCampaign(test.db, workspaceId, [list]);
    const composition = await made(campaignId, { fields: { name: '花子\r\nBcc: x@example.com' } });
    expect(composition).toEqual({ ok: false, reason: expect.stringMatching(/subject/i) });
  });

  it('escapes a contact’s field in HTML, and not in text', async () => {
    const html = '<html lang="ja"><body><p>{{contact.name}}</p><a href="{{unsubscribe_url}}">x</a></body></html>';
    const { parsed } = await letterOf({ html, text: undefined }, { fields: { name: '<b>花</b>' } });
    expect(parsed.html).toContain('&lt;b&gt;花&lt;/b&gt;');
    expect(parsed.text).toContain('<b>花</b>');
  });

  it('sends a stream’s letter with the words it was handed in with, without a way out in its header', async () => {
    const sent = await sendMessage(depsFor(test.db), workspaceId, {
      to: { name: '花子', email: 'hanako@example.com' },
      from: { name: '飛脚商店', email: 'shop@shop.example' },
      subject: 'ご注文 {{data.no}}',
      text: 'ありがとうございます',
      data: { no: 42 },
      class: 'transactional',
    });
    if (sent.kind !== 'queued') throw new Error(JSON.stringify(sent));
    const composition = await made(sent.ref.campaignId, { ref: sent.ref, listId: null, contactId: null });
    if (!composition.ok) throw new Error(composition.reason);
    const parsed = await PostalMime.parse(composition.letter.bytes);
    expect(parsed).toMatchObject({
      subject: 'ご注文 42',
      from: { address: 'shop@shop.example' },
      to: [{ name: '花子' }],
    });
    const keys = parsed.headers.map((field) => field.key);
    expect(keys).not.toContain('list-unsubscribe');
    expect(keys).toEqual(expect.arrayContaining(['dkim-signature', 'auto-submitted', 'feedback-id']));
  });

  it('gives the reason for a campaign that is gone', async () => {
    expect(await made('1')).toEqual({ ok: false, reason: 'The campaign has no frozen content.' });
  });
});
