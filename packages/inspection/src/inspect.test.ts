import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Manner,
  newsletter,
  peerLetter,
  type SigningDomain,
  signingDomain,
  soundWayOut,
} from './fixtures/letters.ts';
import { peerLetters } from './fixtures/peers.ts';
import { inspect, type Inspection } from './inspect.ts';

let sender: SigningDomain;
beforeAll(() => {
  sender = signingDomain();
});

const missedIn = ({ findings }: Inspection) =>
  findings.filter(({ verdict }) => verdict === 'missed').map(({ rule }) => rule.id);
const gradesIn = ({ grades }: Inspection) => Object.fromEntries(grades.map(({ asker, verdict }) => [asker, verdict]));
const wayOut = (...changes: [string, string][]) =>
  soundWayOut.flatMap(([name, value]) => {
    const own = changes.filter(([changed]) => changed === name);
    return own.length === 0 ? [[name, value] as const] : own.filter(([, to]) => to !== '');
  });
const url = 'https://u.example.jp/u/AQGxK9';

async function inspected(letter: string, manner: Manner = 'ours'): Promise<Inspection> {
  return inspect(await sender.sign(letter, manner), { resolver: sender.resolver });
}

describe('inspect', () => {
  it('finds nothing missing in a sound letter, and names the address that providers POST to (R8058-1)', async () => {
    const found = await inspected(newsletter());
    expect(missedIn(found)).toEqual([]);
    expect(gradesIn(found)).toEqual({
      rfc8058: 'meets',
      gmail: 'meets',
      yahoo: 'meets',
      microsoft: 'meets',
      japan: 'meets',
    });
    expect(found.oneClickUrl).toBe(url);
  });

  it.each([
    [
      'no List-Unsubscribe',
      wayOut(['List-Unsubscribe', '']),
      ['one-list-unsubscribe', 'https-way-out', 'bracketed-addresses', 'signed-way-out'],
    ],
    [
      'two of them (R2369-2)',
      wayOut(['List-Unsubscribe', `<${url}>`], ['List-Unsubscribe', `<${url}/2>`]),
      ['one-list-unsubscribe', 'https-way-out'],
    ],
    ['mailto alone (GM-3)', wayOut(['List-Unsubscribe', '<mailto:u@example.jp>']), ['https-way-out']],
    ['http', wayOut(['List-Unsubscribe', '<http://u.example.jp/u/1>']), ['https-way-out']],
    [
      'an address without brackets (R2369-1)',
      wayOut(['List-Unsubscribe', url]),
      ['https-way-out', 'bracketed-addresses'],
    ],
    [
      'an encoded-word (R2369-1)',
      wayOut(['List-Unsubscribe', '=?UTF-8?Q?<https://u.example.jp/1>?=']),
      ['bracketed-addresses'],
    ],
    ['another word in -Post', wayOut(['List-Unsubscribe-Post', 'One-Click']), ['one-click-post']],
    ['no -Post', wayOut(['List-Unsubscribe-Post', '']), ['one-click-post', 'signed-way-out']],
    [
      'an address in the URL (R8058-13)',
      wayOut(['List-Unsubscribe', '<https://u.example.jp/?e=hanako%40example.com>']),
      ['private-way-out'],
    ],
    [
      'an address in base64',
      wayOut(['List-Unsubscribe', `<https://u.example.jp/${Buffer.from('hanako@example.com').toString('base64url')}>`]),
      ['private-way-out'],
    ],
    ['a host that is a number', wayOut(['List-Unsubscribe', '<https://192.0.2.1/u/1>']), ['steady-way-out']],
    [
      'more than 500 characters',
      wayOut(['List-Unsubscribe', `<https://u.example.jp/${'a'.repeat(500)}>`]),
      ['steady-way-out'],
    ],
    ['no List-Id (R2919-1)', wayOut(['List-Id', '']), ['list-id']],
  ])('sees %s', async (_, fields, expected) => {
    expect(missedIn(await inspected(newsletter({ fields })))).toEqual(expected);
  });

  it.each([
    ['a free-mail From (AUTH-4)', { from: 'Tokaido <tokaido@gmail.com>' }, ['own-domain']],
    ['a feigned reply (GM-10)', { subject: 'Re: your order' }, ['honest-subject']],
    ['no subject', { subject: '' }, ['honest-subject']],
    ['raw UTF-8 in the header', { subject: '秋の便り' }, ['ascii-header']],
    ['several recipients (R8058-12)', { to: 'a@example.com, b@example.com' }, ['one-recipient']],
    ['no text part (MIME-2)', { text: undefined }, ['text-part']],
    [
      'no sender’s address',
      { html: `<p><a href="${url}">配信停止</a></p>`, text: `配信停止 ${url}` },
      ['sender-identified'],
    ],
  ])('sees %s', async (_, changes, expected) => {
    const missed = missedIn(await inspected(newsletter(changes)));
    expect(missed).toEqual(expect.arrayContaining(expected));
    // A stranger's From leaves the signature without its author, which is said too.
    if (!('from' in changes)) expect(missed).toEqual(expected);
  });

  it.each([
    ['hidden', `<p style="display:none"><a href="${url}">unsubscribe</a></p>`],
    ['too small to see', `<td style="font-size:0px"><a href="${url}">unsubscribe</a></td>`],
    ['in a hidden row', `<table hidden><tr><td><a href="${url}">unsubscribe</a></td></tr></table>`],
    ['only said, not linked', '<p>To unsubscribe write to us</p>'],
    ['in a comment', `<!-- <a href="${url}">unsubscribe</a> --><p>Hello</p>`],
  ])('does not count a way out that is %s (GM-3)', async (_, html) => {
    expect(missedIn(await inspected(newsletter({ html })))).toContain('visible-link');
  });

  it('counts a way out whose own box sets the size that the one around it took away (GM-3)', async () => {
    const html = `<td style="font-size:0px"><div style="font-size:12px"><a href="${url}">unsubscribe</a></div></td>`;
    expect(missedIn(await inspected(newsletter({ html })))).not.toContain('visible-link');
  });

  it('sees a form, a script and a frame in the HTML', async () => {
    const html = `<p><a href="${url}">停止</a></p><form><iframe></iframe></form><script>1</script>`;
    const { findings } = await inspected(newsletter({ html }));
    expect(findings.find(({ rule }) => rule.id === 'no-active-content')).toMatchObject({
      verdict: 'missed',
      seen: { en: '<form> <iframe> <script>' },
    });
  });

  it('sees a signature that leaves List-Unsubscribe-Post out, the trap of many signers (R8058-2)', async () => {
    expect(missedIn(await inspected(newsletter(), 'without-post'))).toEqual(['signed-way-out', 'dkim-oversigned']);
  });

  it('sees a letter changed after it was signed', async () => {
    const signed = await sender.sign(newsletter());
    const changed = Buffer.from(signed.toString('latin1').replace('Autumn news', 'Winter news'), 'latin1');
    const found = await inspect(changed, { resolver: sender.resolver });
    expect(missedIn(found)).toEqual(['signed-way-out', 'dkim-passes']);
    expect(gradesIn(found)).toMatchObject({ rfc8058: 'misses', microsoft: 'misses' });
  });

  it('sees a key that is too short', async () => {
    const weak = signingDomain(768);
    const found = await inspect(await weak.sign(newsletter(), 'with-post'), { resolver: weak.resolver });
    expect(missedIn(found)).toEqual(['dkim-strong', 'dkim-oversigned']);
  });

  it('cannot tell without DNS, and says so instead of guessing', async () => {
    const found = await inspect(await sender.sign(newsletter()));
    expect(missedIn(found)).toEqual([]);
    expect(gradesIn(found)).toMatchObject({ rfc8058: 'cannot-tell', gmail: 'cannot-tell', japan: 'meets' });
  });

  it('takes LF throughout for a saved letter, and a mixture for what it is (R5322-5)', async () => {
    const signed = (await sender.sign(newsletter())).toString('latin1');
    const saved = Buffer.from(signed.replaceAll('\r\n', '\n'), 'latin1');
    expect(missedIn(await inspect(saved, { resolver: sender.resolver }))).toEqual([]);
    const mixed = Buffer.from(signed.replace('--b--\r\n', '--b--\r\n.\n'), 'latin1');
    expect(missedIn(await inspect(mixed, { resolver: sender.resolver }))).toContain('line-ends');
  });

  it('answers for anything at all, without an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (octets) => {
        const { findings } = await inspect(octets);
        expect(findings.length).toBeGreaterThan(20);
      }),
      { numRuns: 200 },
    );
  });
});

describe('letters in the manner of other systems', () => {
  it.each(peerLetters.map((peer) => ({ peer, system: peer.system })))(
    '$system: what is wrong is found',
    async ({ peer, system }) => {
      const found = await inspect(await peerLetter(peer, sender), { resolver: sender.resolver });
      expect(missedIn(found)).toEqual(faults[system]);
    },
  );

  const common = ['dkim-oversigned'];
  const unlisted = ['one-list-unsubscribe', 'https-way-out', 'bracketed-addresses', 'one-click-post', 'signed-way-out'];
  const faults: Record<string, string[]> = {
    'listmonk 6.2': [...common, 'list-id'],
    'Notifuse 33': ['private-way-out', ...common, 'text-part', 'list-id'],
    'Plunk, before 2': ['one-click-post', 'signed-way-out', 'steady-way-out', ...common, 'text-part', 'list-id'],
    Mailtrain: ['one-click-post', 'signed-way-out', ...common, 'list-id'],
    'nodemailer with its default DKIM list': ['signed-way-out', ...common, 'list-id'],
    phpList: [...common, 'list-id'],
    BillionMail: [...unlisted, ...common, 'text-part', 'list-id'],
    'Postal, as a bare relay': [
      ...unlisted,
      'dkim-passes',
      'dkim-strong',
      'dkim-covers',
      'dkim-oversigned',
      'visible-link',
      'text-part',
      'list-id',
    ],
  };
});
