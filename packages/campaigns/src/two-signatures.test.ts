import { spawnSync } from 'node:child_process';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { campaignComposer } from './composer.ts';
import { makeSenderKey } from './sender-domain.ts';
import { sendMessage } from './send-message.ts';
import { depsFor, join, keyOf, keyring, newList, newWorkspace, publicUrl, sendingCampaign } from './testing/world.ts';

const now = new Date('2026-11-23T03:04:05Z');
const records = new Map<string, string>();
let test: TestDatabase;
let letters: Buffer[];
beforeAll(async () => {
  test = await testDatabase();
  const workspaceId = await newWorkspace(test.db);
  for (const algorithm of ['rsa-sha256', 'ed25519-sha256'] as const) {
    const made = await makeSenderKey(test.db, keyring, { workspaceId, domain: 'shop.example', algorithm });
    if (made.kind === 'made') records.set(made.record.name, made.record.value);
  }
  letters = [await newsletter(workspaceId), await message(workspaceId)];
});
afterAll(() => test.drop());

const to = { name: '花子', email: 'hanako@example.com' };
const letterOf = async (due: { campaignId: string; addressKey: Buffer; letterNo: number }, listId: string | null) => {
  const composer = campaignComposer({ db: test.db, keyring, publicUrl, bounceDomain: 'b.example', now: () => now });
  const fields = { name: to.name };
  const letter = { ref: due, attempt: 0, firstAttemptAt: null, listId, contactId: null, email: to.email, fields };
  const composition = await (await composer.open(due.campaignId, [letter]))(letter);
  if (!composition.ok) throw new Error(composition.reason);
  return composition.letter.bytes;
};

/** By the wire program. */
async function newsletter(workspaceId: string): Promise<Buffer> {
  const list = await newList(test.db, workspaceId, '秋の便り');
  await join(test.db, workspaceId, to.email, [list], { fields: { name: to.name } });
  const campaignId = await sendingCampaign(test.db, workspaceId, [list]);
  return letterOf({ campaignId, addressKey: keyOf(to.email), letterNo: 0 }, list);
}

/** By the general composer. */
async function message(workspaceId: string): Promise<Buffer> {
  const from = { name: '飛脚商店', email: 'shop@shop.example' };
  const words = { subject: 'ご注文', text: 'ありがとうございます', data: {} };
  const sent = await sendMessage(depsFor(test.db), workspaceId, { to, from, class: 'transactional', ...words });
  if (sent.kind !== 'queued') throw new Error(JSON.stringify(sent));
  return letterOf(sent.ref, null);
}

const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import dkim']).status === 0);
const script = `
import base64, dkim, json, sys
given = json.load(sys.stdin)
records = {name: text.encode() for name, text in given["records"]}
def lookup(name, timeout=5):
    return records.get((name.decode() if isinstance(name, bytes) else name).rstrip("."))
judge = lambda message, place: dkim.DKIM(base64.b64decode(message)).verify(idx=place, dnsfunc=lookup)
print(json.dumps([[judge(message, place) for place in (0, 1)] for message in given["messages"]]))
`;

describe('a domain with a key for RSA and one for Ed25519', () => {
  it('signs newsletters and messages with both, and mailauth passes both (RFC 8463)', async () => {
    for (const letter of letters) {
      const resolver = async (name: string) => [[records.get(name) ?? '']];
      const { results } = await dkimVerify(letter, { resolver, curTime: now });
      expect(results.map(({ algo, status }) => [algo, status.result])).toEqual([
        ['rsa-sha256', 'pass'],
        ['ed25519-sha256', 'pass'],
      ]);
    }
  });

  (python === undefined ? it.skip : it)('and so does dkimpy', () => {
    const messages = letters.map((letter) => letter.toString('base64'));
    const input = JSON.stringify({ records: [...records], messages });
    const run = spawnSync(python ?? '', ['-c', script], { input, encoding: 'utf8' });
    expect([run.stderr, JSON.parse(run.stdout || 'null')]).toEqual([
      '',
      [
        [true, true],
        [true, true],
      ],
    ]);
  });
});
