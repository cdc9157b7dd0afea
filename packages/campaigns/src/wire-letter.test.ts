import {
  compose,
  type DkimSigner,
  dkimRecord,
  dkimSigner,
  LetterRefusedError,
  makeDkimKey,
  Paper,
  signOnThreadPool,
  wireProblem,
  WireWriter,
} from '@hikyaku/message';
import {
  compile,
  type Compiled,
  listTemplates,
  loadTemplate,
  type Locale,
  type MergeData,
  placeholders,
  renderer,
} from '@hikyaku/rendering';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import PostalMime from 'postal-mime';
import { type LetterFrame, letterFor } from './letter-for.ts';
import { wireCampaign, type WireMade, type WireMaker, type WireParts } from './wire-letter.ts';

const date = new Date('2026-11-23T13:00:00Z');
const url = 'https://u.example.jp/u/a=b?tokentokentokentokentokentokentokentokentokentokentokentokentoken&x';
const frame: LetterFrame = {
  campaignId: '17',
  workspaceId: '3',
  class: 'marketing',
  from: { name: '飛脚通信', email: 'news@example.jp' },
  replyTo: 'desk@example.jp',
  listNames: new Map([['5', '秋の便り']]),
};
const desk = { writer: new WireWriter(new Paper()), sign: signOnThreadPool };
let signer: DkimSigner;
let record: string;

beforeAll(async () => {
  const key = await makeDkimKey('ed25519-sha256');
  signer = dkimSigner('example.jp', 's', key.privateKeyPem);
  record = dkimRecord(key.publicKey, 'ed25519-sha256');
});

afterAll(() => {
  const { letters, refusals } = compared;
  process.stdout.write(
    `Wire letters compared with the composer's: ${letters}, all alike; refused alike: ${refusals}.\n`,
  );
});

const partsOf = (data: MergeData): WireParts => ({
  to: { email: 'hanako@example.com' },
  person: data,
  messageId: '<abcdefghijklmnop@example.jp>',
  unsubscribe: { url },
  listId: '5',
  date,
});
const makerOf = (compiled: Compiled, data: MergeData): ((...parts: Parameters<WireMaker>) => Promise<Made>) => {
  const made = wireCampaign(frame, compiled, data, desk);
  if (!made.ok) throw new Error(made.reason);
  return async (...parts) => bytesOf(await made.make(...parts));
};
const bytesOf = (made: WireMade): Made => (made.ok ? { ok: true, bytes: made.letter.bytes } : made);

type Made = { ok: true; bytes: Buffer } | { ok: false; reason: string };

/** The same letter by way of the renderer and the composer. */
const composed = async (compiled: Compiled, data: MergeData): Promise<Made> => {
  const made = renderer(compiled).render(data);
  if (!made.ok) return { ok: false, reason: made.problems.map(({ message }) => message).join(' ') };
  try {
    return { ok: true, bytes: await compose(letterFor(frame, { ...partsOf(data), words: made.rendered })) };
  } catch (error) {
    if (error instanceof LetterRefusedError) return { ok: false, reason: error.message };
    throw error;
  }
};

/**
 * What an independent parser reads, but for indentation in the HTML and line breaks at the end of a part; it leaves CRLF in
 * parts that came as base64, which the composer chooses for much Japanese.
 */
const read = async (made: Made) => {
  if (!made.ok) return made.reason;
  const { headers, subject, from, to, text = '', html = '' } = await PostalMime.parse(made.bytes);
  const said = html.replace(/[ \t]*[\r\n][ \t\r\n]*/g, '\n');
  const words = text.replaceAll('\r\n', '\n');
  return { headers, subject, from, to, text: words.replace(/\n+$/, ''), html: said.replace(/\n+$/, '') };
};
const compared = { letters: 0, refusals: 0 };
const expectSame = async (wire: Made, general: Made) => {
  expect(await read(wire)).toEqual(await read(general));
  if (wire.ok) assertWire(wire.bytes);
  compared[wire.ok ? 'letters' : 'refusals']++;
};
const assertWire = (bytes: Buffer) => {
  expect(wireProblem(bytes)).toBeUndefined();
  const [, ...body] = bytes.toString('latin1').split('\r\n\r\n');
  const lines = body.join('\r\n\r\n').split('\r\n');
  expect(lines.filter((line) => line.length > 76 || line.startsWith('.'))).toEqual([]);
};

const entries = await listTemplates();
const templates = entries.flatMap(({ name, locales }) => locales.map((locale): [string, Locale] => [name, locale]));
const group = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
type Loaded = { compiled: Compiled; sample: MergeData };
const loaded = new Map<string, Promise<Loaded>>();
const load = (name: string, locale: Locale): Promise<Loaded> => {
  const known = loaded.get(`${name}/${locale}`) ?? compileTemplate(name, locale);
  loaded.set(`${name}/${locale}`, known);
  return known;
};
const compileTemplate = async (name: string, locale: Locale): Promise<Loaded> => {
  const template = await loadTemplate(name, locale);
  if (template === undefined) throw new Error(`${name}/${locale} is not there`);
  const result = await compile(template.source, { locale, class: 'marketing' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { contact, campaign, workspace, data } = template.sample;
  const sample = {
    contact: { email: 'hanako@example.com', ...group(contact) },
    unsubscribe_url: url,
    preferences_url: url,
    view_url: url,
    campaign: group(campaign),
    workspace: group(workspace),
    data: group(data),
  };
  return { compiled: result.compiled, sample };
};

const nasty = fc.constantFrom(
  '.',
  '..',
  '\n.\n.',
  '\r\n',
  '\r',
  '\n\n\n',
  '  ',
  '\t',
  ' \n',
  '=',
  '=3D',
  '--',
  '=_',
  '<b>',
  '&amp;',
  '"',
  "'",
  '日本語',
  '👨‍👩‍👧‍👦',
  '\ud83d',
  '\ude00',
  '\u202eתפוז',
  '\u00a0',
  '\u2028',
  'x'.repeat(75),
  'x'.repeat(10_000),
  '{{contact.email}}',
  '',
  '0',
  'https://example.com/?a=b&c=d',
  '2026-11-23',
  ...Array.from({ length: 33 }, (_, code) => String.fromCharCode(code === 32 ? 127 : code)),
);
const value = fc.oneof(
  nasty,
  fc.array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { maxLength: 5 }).map((all) => all.join('')),
);

/** The data with some of its texts replaced, in order. */
const changed = (given: unknown, values: readonly (string | undefined)[], at: { text: number }): unknown => {
  if (typeof given === 'string') return values[at.text++] ?? given;
  if (Array.isArray(given)) return given.map((item) => changed(item, values, at));
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, changed(inner, values, at)]));
};
const sparse = fc.array(fc.option(value, { nil: undefined, freq: 2 }), { maxLength: 12 });
const contactFields = (compiled: Compiled) =>
  placeholders(compiled)
    .filter((path) => /^contact\.\w+$/.test(path) && path !== 'contact.email')
    .map((path) => path.slice('contact.'.length));

describe.each(templates)('wireCampaign, templates/%s/%s', (name, locale) => {
  it('makes of the sample the letter that the composer makes, and mailauth passes its signature', async () => {
    const { compiled, sample } = await load(name, locale);
    const wire = await makerOf(compiled, sample)(partsOf(sample), [signer]);
    const unsigned = await makerOf(compiled, sample)(partsOf(sample), []);
    if (!wire.ok || !unsigned.ok) throw new Error(JSON.stringify(wire));
    await expectSame(unsigned, await composed(compiled, sample));
    const verified = await dkimVerify(wire.bytes, { resolver: async () => [[record]], curTime: date });
    expect(verified.results.map(({ status }) => status.result)).toEqual(['pass']);
  });

  it('makes the same letter, or refuses it with the same words, whatever the values of the person', async () => {
    const { compiled, sample } = await load(name, locale);
    const make = makerOf(compiled, sample);
    const fields = contactFields(compiled);
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: fields.length, maxLength: fields.length }), async (values) => {
        const own = Object.fromEntries(fields.map((field, index) => [field, values[index]]));
        const data = { ...sample, contact: { ...sample.contact, ...own } };
        const wire = await make(partsOf(data), []);
        await expectSame(wire, await composed(compiled, data));
      }),
      { numRuns: Number(process.env['WIRE_RUNS'] ?? 5) },
    );
  });

  it('does so whatever the values that all letters share', async () => {
    const { compiled, sample } = await load(name, locale);
    await fc.assert(
      fc.asyncProperty(sparse, sparse, async (inData, inWorkspace) => {
        const data: MergeData = {
          ...sample,
          data: group(changed(sample.data, inData, { text: 0 })),
          workspace: { ...sample.workspace, postal_address: inWorkspace[0] ?? '東京都\n千代田区' },
        };
        const made = wireCampaign(frame, compiled, data, desk);
        if (!made.ok) return;
        const wire = bytesOf(await made.make(partsOf(data), []));
        await expectSame(wire, await composed(compiled, data));
      }),
      { numRuns: Number(process.env['WIRE_RUNS'] ?? 5) },
    );
  });
});

describe('wireCampaign', () => {
  const compiled: Compiled = {
    subject: 'Hi {{contact.name}}',
    html: '<p>{{contact.name}}</p>',
    text: 'Hi {{contact.name}}',
  };
  const dataFor = (name: string): MergeData => ({
    contact: { email: 'a@example.com', name },
    unsubscribe_url: url,
    campaign: {},
    workspace: {},
    data: {},
  });

  it('gives the same bytes for the same letter, so that a retry sends what the first attempt sent', async () => {
    const make = makerOf(compiled, dataFor('A'));
    const [first, again] = [await make(partsOf(dataFor('A')), []), await make(partsOf(dataFor('A')), [])];
    expect(first).toMatchObject({ ok: true });
    expect(first.ok && again.ok && first.bytes.equals(again.bytes)).toBe(true);
  });

  it('makes many letters at once, each with its own words and header', async () => {
    const make = makerOf(compiled, dataFor(''));
    const names = Array.from({ length: 60 }, (_, index) => `人${index}`);
    const made = await Promise.all(names.map((name) => make(partsOf(dataFor(name)), [signer])));
    for (const [index, letter] of made.entries()) {
      expect(await read(letter)).toMatchObject({
        subject: `Hi 人${index}`,
        text: `Hi 人${index}`,
        html: `<p>人${index}</p>`,
      });
    }
  });

  it('(R2369-3) names the mailbox that does the same behind the link, as the composer does, and signs it', async () => {
    const unsubscribe = { url, mailto: 'mailto:u+tokentoken@in.example.jp' };
    const parts = { ...partsOf(dataFor('花子')), unsubscribe };
    const made = await makerOf(compiled, dataFor('花子'))(parts, [signer]);
    if (!made.ok) throw new Error(made.reason);
    expect(made.bytes.toString('latin1')).toContain(`List-Unsubscribe: <${url}>, <${unsubscribe.mailto}>\r\n`);
    const rendered = renderer(compiled).render(dataFor('花子'));
    if (!rendered.ok) throw new Error('The sample does not render.');
    await expectSame(await makerOf(compiled, dataFor('花子'))(parts, []), {
      ok: true,
      bytes: await compose(letterFor(frame, { ...parts, words: rendered.rendered })),
    });
    const resolver = async () => [[record]];
    const verified = await dkimVerify(made.bytes, { resolver, curTime: date });
    expect(verified.results.map(({ status }) => status.result)).toEqual(['pass']);
    const forged = Buffer.from(made.bytes.toString('latin1').replace('u+tokentoken', 'u+tokentokem'), 'latin1');
    expect((await dkimVerify(forged, { resolver, curTime: date })).results.map(({ status }) => status.result)).toEqual([
      'fail',
    ]);
  });

  it('R5322-4 refuses a value that would break out of a header, with the reason, and goes on with the next letter', async () => {
    const make = makerOf(compiled, dataFor(''));
    expect(await make(partsOf(dataFor('a\r\nBcc: x@y.z')), [])).toMatchObject({ ok: false });
    expect(await make({ ...partsOf(dataFor('a')), to: { email: 'a\r\n@b.jp' } }, [])).toMatchObject({ ok: false });
    expect(await make({ ...partsOf(dataFor('a')), unsubscribe: null }, [])).toEqual({
      ok: false,
      reason: expect.stringContaining('List-Unsubscribe is missing'),
    });
    expect(await make(partsOf(dataFor('a')), [])).toMatchObject({ ok: true });
  });

  it('says why a content must go through the composer instead', () => {
    const odd = { ...compiled, text: '{{contact.name}}' };
    expect(wireCampaign(frame, odd, dataFor(''), desk)).toEqual({
      ok: false,
      reason: expect.stringContaining('blank'),
    });
  });
});
