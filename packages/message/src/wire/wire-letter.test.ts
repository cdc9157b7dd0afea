import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import PostalMime from 'postal-mime';
import { compose } from '../compose.ts';
import { relaxedBody } from '../dkim/canonical.ts';
import { dkimRecord, makeDkimKey } from '../dkim/key.ts';
import { signDkim } from '../dkim/sign.ts';
import { type DkimSigner, dkimSigner } from '../dkim/signer.ts';
import { LetterRefusedError } from '../errors.ts';
import { sampleLetter } from '../fixtures/sample-letter.ts';
import type { Letter } from '../letter.ts';
import { headerParts, type OwnHeader } from '../letter-header.ts';
import { fieldName, takeApart } from '../raw-message.ts';
import { wireProblem } from '../wire-limits.ts';
import { Paper } from './paper.ts';
import { headerPattern } from './header-pattern.ts';
import { type BodyPart, mimeParts, wireBody } from './wire-body.ts';
import { wireField } from './wire-field.ts';
import { wireLetter } from './wire-letter.ts';
import { WireWriter } from './wire-writer.ts';

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
const verdicts = async (bytes: Buffer) =>
  (await dkimVerify(bytes, { resolver, curTime: now })).results.map(({ status }) => status.result);

const writer = new WireWriter(new Paper());
const both: readonly BodyPart[] = ['text', 'html'];

async function wired(letter: Letter, signers: readonly DkimSigner[] = [], parts = both): Promise<Buffer> {
  const { body } = wireBody(writer, parts, letter.messageId, (begin) => {
    for (const part of parts) {
      begin(part);
      writer.words(letter[part]);
    }
  });
  const shared = headerParts(letter, wireField, letter);
  const header = headerPattern([...shared, ...mimeParts(parts)])(letter);
  return (await wireLetter(header, body, signers, now)).letter.bytes;
}

const withoutEnd = (part: string | undefined) => (part ?? '').replace(/\n+$/, '');
const read = async (bytes: Buffer) => {
  const { html, text, headers } = await PostalMime.parse(bytes);
  return { html: withoutEnd(html), text: withoutEnd(text), headers };
};

describe('wireLetter', () => {
  it('writes the header of compose, field for field, and what an independent parser reads the same', async () => {
    const letter = sampleLetter();
    const [wire, composed] = [await wired(letter), await compose(letter)];
    expect(takeApart(wire).fields).toEqual(takeApart(composed).fields);
    expect(await read(wire)).toEqual(await read(composed));
  });

  it('writes a letter of text alone as a single part that ends without empty lines', async () => {
    const letter = sampleLetter({ html: '', text: 'a\n\n\n' });
    const wire = await wired(letter, [rsa], ['text']);
    const { fields, body } = takeApart(wire);
    expect(fields.map(fieldName).slice(-2)).toEqual(['content-type', 'content-transfer-encoding']);
    expect(body.toString()).toBe('a\r\n');
    expect(await verdicts(wire)).toEqual(['pass']);
  });

  it('R8058-2 DKIM-3 DKIM-4 signs with both keys what mailauth passes, over the octets as they are', async () => {
    const part = fc.constantFrom(' ', '  ', '\t', '\n', '\n\n\n', ' \n', '.', '日本', '=', '\ud83d', 'x'.repeat(80));
    const text = fc.array(part, { maxLength: 15 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const letter = sampleLetter({ text: value, html: `<p>${value}</p>` });
        const wire = await wired(letter, [ed25519]);
        const { body } = takeApart(wire);
        expect(relaxedBody(body).equals(body)).toBe(true);
        expect(wireProblem(wire)).toBeUndefined();
        expect(await verdicts(wire)).toEqual(['pass']);
      }),
      { numRuns: 60 },
    );
    expect(await verdicts(await wired(sampleLetter(), [rsa, ed25519]))).toEqual(['pass', 'pass']);
  });

  it('makes the same signature as signDkim does over the finished message', async () => {
    const letter = sampleLetter();
    expect((await wired(letter, [rsa])).equals(await signDkim(await wired(letter), [rsa], now))).toBe(true);
  });

  it('DKIM-2 fails once a second List-Unsubscribe is prepended, or a word changed', async () => {
    const wire = await wired(sampleLetter(), [rsa]);
    const forged = Buffer.concat([Buffer.from('List-Unsubscribe: <https://evil.example/>\r\n'), wire]);
    const changed = Buffer.from(wire.toString('latin1').replace('doctype', 'd0ctype'), 'latin1');
    expect([...(await verdicts(forged)), ...(await verdicts(changed))]).not.toContain('pass');
  });

  it('makes many letters at once with one writer, each its own', async () => {
    const letters = Array.from({ length: 40 }, (_, index) => sampleLetter({ text: `letter ${index}\n` }));
    const wires = await Promise.all(letters.map((letter) => wired(letter, [rsa, ed25519])));
    for (const [index, wire] of wires.entries()) expect((await read(wire)).text).toBe(`letter ${index}`);
    expect(await verdicts(wires[17] ?? Buffer.alloc(0))).toEqual(['pass', 'pass']);
  });

  it('makes the headers of one sending by one pattern, each what compose makes of it', async () => {
    const shared = sampleLetter();
    const pattern = headerPattern([...headerParts(shared, wireField, shared), ...mimeParts(both)]);
    const letters = [
      {},
      { subject: '知らせ '.repeat(20), to: { name: '花子', email: 'hanako@example.jp' } },
      { subject: 'x', date: new Date('2027-01-01T00:00:00Z'), messageId: '<b@example.jp>' },
    ].map((own) => sampleLetter(own));
    for (const letter of letters) {
      const header = pattern(letter);
      expect(header.raw.split(/\r\n(?![ \t])/).slice(0, -1)).toEqual(takeApart(await compose(letter)).fields);
    }
  });

  it('gives each letter of a sending an address of its own to answer to, behind the shared one', async () => {
    const letters = ['r+a@in.example.jp', 'r+b@in.example.jp'].map((email) =>
      sampleLetter({ replyAlso: { name: '配信停止の受付', email } }),
    );
    const [first = sampleLetter()] = letters;
    const pattern = headerPattern([...headerParts(first, wireField, first), ...mimeParts(both)]);
    for (const letter of letters) {
      const { fields } = takeApart(await compose(letter));
      expect(
        pattern(letter)
          .raw.split(/\r\n(?![ \t])/)
          .slice(0, -1),
      ).toEqual(fields);
      expect(fields.find((field) => field.startsWith('Reply-To:'))).toMatch(
        new RegExp(
          `^Reply-To: <desk@example\\.jp>,\\s+=\\?UTF-8\\?[^?]+\\?[^?]+\\?=\\s+<${letter.replyAlso?.email.replace('+', '\\+')}>$`,
          'i',
        ),
      );
    }
  });

  it('copies a letter whose header is longer than the room before its body', async () => {
    const long: [string, string][] = Array.from({ length: 60 }, (_, index) => [`X-Long-${index}`, 'x'.repeat(100)]);
    const letter = sampleLetter({ extraFields: long });
    const wire = await wired(letter, [rsa]);
    expect(takeApart(wire).fields.slice(1)).toEqual(takeApart(await compose(letter)).fields);
    expect(await verdicts(wire)).toEqual(['pass']);
  });

  it('refuses a letter without the way out that its class needs, and a From that is missing', () => {
    const { unsubscribe: _, ...without } = sampleLetter();
    expect(() => headerParts(without, wireField, without)).toThrow(LetterRefusedError);
    const pattern = headerPattern(headerParts(sampleLetter(), wireField, sampleLetter()));
    expect(() => pattern(without)).toThrow(LetterRefusedError);
    const { body } = wireBody(writer, both, '<a@b>', () => undefined);
    const header = headerPattern([wireField('To: <a@example.jp>')])(sampleLetter());
    expect(() => wireLetter(header, body, [rsa], now)).toThrow(LetterRefusedError);
  });

  it('R5322-1 refuses a header that the wire would not take', () => {
    for (const value of ['x'.repeat(1_000), 'a\nb', 'a\rb', 'é', 'あ']) {
      const field = wireField(`X-A: ${value}`);
      const own: OwnHeader = sampleLetter();
      expect(() => headerPattern([field])).toThrow(LetterRefusedError);
      expect(() => headerPattern([() => field])(own)).toThrow(LetterRefusedError);
    }
  });
});

const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import dkim']).status === 0);
const script = `
import base64, dkim, json, sys
given = json.load(sys.stdin)
records = {name: text.encode() for name, text in given["records"]}
def lookup(name, timeout=5):
    return records.get((name.decode() if isinstance(name, bytes) else name).rstrip("."))
print(json.dumps([dkim.verify(base64.b64decode(message), dnsfunc=lookup) for message in given["messages"]]))
`;
if (python === undefined) {
  process.stdout.write('dkimpy is not installed (Debian: python3-dkim); its verdict on wire letters is skipped.\n');
}

describe('wireLetter, judged by dkimpy', () => {
  const judged = python === undefined ? it.skip : it;

  judged('R8058-2 passes with either key, whatever the white space', async () => {
    const letter = sampleLetter({ text: 'a  b\t\tc \n\n .\n\n\n', html: '<p> a   b </p>\n\n\n  ' });
    const messages = await Promise.all([
      wired(letter, [rsa]),
      wired(letter, [ed25519]),
      wired(letter, [rsa], ['text']),
    ]);
    const input = JSON.stringify({
      records: [...records],
      messages: messages.map((bytes) => bytes.toString('base64')),
    });
    const run = spawnSync(python ?? '', ['-c', script], { input, encoding: 'utf8' });
    expect([run.stderr, run.stdout.trim()]).toEqual(['', '[true, true, true]']);
  });
});
