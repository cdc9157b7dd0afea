import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { compose } from '../compose.ts';
import { LetterRefusedError, UnusableDkimSignerError } from '../errors.ts';
import { sampleLetter } from '../fixtures/sample-letter.ts';
import { takeApart } from '../raw-message.ts';
import { dkimRecord, makeDkimKey } from './key.ts';
import { signDkim } from './sign.ts';
import { type DkimSigner, dkimSigner } from './signer.ts';

const now = new Date('2026-11-23T13:00:00Z');
const records = new Map<string, string>();
let rsa: DkimSigner;
let ed25519: DkimSigner;

beforeAll(async () => {
  const [rsaKey, edKey] = await Promise.all([makeDkimKey(), makeDkimKey('ed25519-sha256')]);
  rsa = dkimSigner('example.jp', 'r1', rsaKey.privateKeyPem);
  ed25519 = dkimSigner('example.jp', 'e1', edKey.privateKeyPem);
  records.set('r1._domainkey.example.jp', dkimRecord(rsaKey.publicKey));
  records.set('e1._domainkey.example.jp', dkimRecord(edKey.publicKey, 'ed25519-sha256'));
});

const resolver = async (name: string) => [[records.get(name) ?? '']];

async function verdicts(bytes: Buffer): Promise<string[]> {
  const { results } = await dkimVerify(bytes, { resolver, curTime: now });
  return results.map(({ status }) => status.result);
}

const signedSample = async (signers: DkimSigner[] = [rsa]) => signDkim(await compose(sampleLetter()), signers, now);

describe('signDkim', () => {
  it('R8058-2 makes a signature that an independent verifier passes and that covers both List-Unsubscribe fields', async () => {
    const { results } = await dkimVerify(await signedSample(), { resolver, curTime: now });
    expect(results).toMatchObject([
      {
        signingDomain: 'example.jp',
        selector: 'r1',
        algo: 'rsa-sha256',
        status: { result: 'pass', aligned: 'example.jp' },
      },
    ]);
    const keys = (results[0]?.signingHeaders?.keys ?? '').toLowerCase().replace(/\s/g, '').split(/[:;]/);
    expect(keys).toEqual(
      expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'feedback-id', 'list-id']),
    );
  });

  it('DKIM-4 signs with a second, Ed25519 key in addition', async () => {
    expect(await verdicts(await signedSample([rsa, ed25519]))).toEqual(['pass', 'pass']);
  });

  it('DKIM-2 fails as soon as anybody prepends a second field of those that matter', async () => {
    const bytes = await signedSample();
    const added = ['List-Unsubscribe: <https://evil.example/>', 'List-Unsubscribe-Post: x', 'From: evil@evil.example'];
    for (const field of [...added, 'Subject: x', 'To: x@y.z', 'Date: x', 'Reply-To: x@y.z', 'Message-ID: <x@y>']) {
      expect([field, await verdicts(Buffer.concat([Buffer.from(`${field}\r\n`), bytes]))]).toEqual([field, ['fail']]);
    }
    expect(await verdicts(Buffer.concat([Buffer.from('X-Relay: passed by\r\n'), bytes]))).toEqual(['pass']);
  });

  it('DKIM-2 fails when a way out is added to a letter that has none', async () => {
    const { unsubscribe: _, listId: __, ...plain } = sampleLetter({ class: 'transactional' });
    const bytes = await signDkim(await compose(plain), [rsa], now);
    expect(await verdicts(bytes)).toEqual(['pass']);
    const added = Buffer.from('List-Unsubscribe: <https://evil.example/>\r\n');
    expect(await verdicts(Buffer.concat([added, bytes]))).toEqual(['fail']);
  });

  it('fails when a word of the body or the header is changed', async () => {
    const text = (await signedSample()).toString('latin1');
    expect(await verdicts(Buffer.from(text.replace('doctype', 'd0ctype'), 'latin1'))).not.toEqual(['pass']);
    expect(await verdicts(Buffer.from(text.replace('hanako@', 'hanak0@'), 'latin1'))).toEqual(['fail']);
  });

  it('DKIM-3 writes relaxed/relaxed without l=, in lines of at most 78 octets', async () => {
    const [field = ''] = takeApart(await signedSample()).fields;
    expect(field).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=example\.jp; s=r1;/);
    expect(field).not.toMatch(/[ ;]l=/);
    for (const line of field.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  it('leaves the message itself untouched', async () => {
    const bytes = await compose(sampleLetter());
    const signed = await signDkim(bytes, [rsa], now);
    expect(signed.subarray(-bytes.length).equals(bytes)).toBe(true);
  });

  it('verifies whatever the white space and line ends of the body', async () => {
    const part = fc.constantFrom(' ', '\t', '\n', '\n\n\n', 'a', '.', '日本', '=', 'x'.repeat(80));
    const text = fc.array(part, { maxLength: 15 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const letter = sampleLetter({ text: `${value}|${value}`, subject: `件名 ${value.replaceAll('\n', ' ')}` });
        expect(await verdicts(await signDkim(await compose(letter), [ed25519], now))).toEqual(['pass']);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a message with two From fields', async () => {
    const twice = Buffer.concat([Buffer.from('From: x@example.jp\r\n'), await compose(sampleLetter())]);
    await expect(signDkim(twice, [rsa], now)).rejects.toThrow(LetterRefusedError);
  });

  it('DKIM-3 refuses RSA below 1024 bits, a wrong kind of key and names that are no DNS names', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey;
    const bytes = await compose(sampleLetter());
    for (const change of [
      { privateKey: short },
      { privateKey: ed25519.privateKey },
      { domain: 'example.jp; x=1' },
      { domain: '日本.jp' },
      { selector: 'a\r\nb' },
    ]) {
      await expect(signDkim(bytes, [{ ...rsa, ...change }], now)).rejects.toThrow(UnusableDkimSignerError);
    }
    const dsa = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(() => dkimSigner('example.jp', 's', dsa.toString())).toThrow(UnusableDkimSignerError);
  });
});

const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import dkim']).status === 0);
const script = `
import base64, dkim, json, sys
given = json.load(sys.stdin)
records = {name: text.encode() for name, text in given["records"]}
def lookup(name, timeout=5):
    return records.get((name.decode() if isinstance(name, bytes) else name).rstrip("."))
def verdict(message):
    try:
        return dkim.verify(base64.b64decode(message), dnsfunc=lookup)
    except dkim.DKIMException:
        return False
print(json.dumps([verdict(message) for message in given["messages"]]))
`;
if (python === undefined) {
  process.stdout.write('dkimpy is not installed (Debian: python3-dkim); its verdict on our signatures is skipped.\n');
}

describe('signDkim, judged by dkimpy', () => {
  const judged = python === undefined ? it.skip : it;

  judged('R8058-2 DKIM-2 passes what we sign and fails it once a second List-Unsubscribe is prepended', async () => {
    const signed = await signedSample();
    const edSigned = await signedSample([ed25519]);
    const forged = Buffer.concat([Buffer.from('List-Unsubscribe: <https://evil.example/>\r\n'), signed]);
    const changed = Buffer.from(signed.toString('latin1').replace('doctype', 'd0ctype'), 'latin1');
    const messages = [signed, edSigned, forged, changed].map((bytes) => bytes.toString('base64'));
    const input = JSON.stringify({ records: [...records], messages });
    const run = spawnSync(python ?? '', ['-c', script], { input, encoding: 'utf8' });
    expect([run.stderr, run.stdout.trim()]).toEqual(['', '[true, true, false, false]']);
  });
});
