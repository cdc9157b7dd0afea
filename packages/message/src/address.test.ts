import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Address, maskAddress, parseAddress } from './address.ts';

const reading = (input: string): Address | string => {
  const parsed = parseAddress(input);
  return parsed.ok ? parsed.address : parsed.reason;
};
const refused = (input: string): string => {
  const parsed = parseAddress(input);
  return parsed.ok ? `accepted as ${parsed.address.envelope}` : parsed.reason;
};

describe('parseAddress', () => {
  it('keeps the case of the local part for the wire and drops it for matching', () => {
    expect(reading(' Hanako.Yamada@Example.COM ')).toEqual({
      canonical: 'hanako.yamada@example.com',
      envelope: 'Hanako.Yamada@example.com',
      display: 'Hanako.Yamada@example.com',
      domain: 'example.com',
    });
  });

  it('reads an address that is the same in every spelling as it reads any other', () => {
    const part = fc.stringMatching(/^[a-z0-9_+.-]{0,70}$/);
    const domain = fc.oneof(fc.constantFrom('example.com', 'au.com', 'xn--wgv71a.jp', 'xn--a.jp', 'a', '1.2'), part);
    fc.assert(
      fc.property(part, domain, (local, at) => {
        const [one, other] = [parseAddress(`${local}@${at}`), parseAddress(` ${local}@${at}`)];
        expect(one.ok ? one.address : 'refused').toEqual(other.ok ? other.address : 'refused');
      }),
      { numRuns: 500 },
    );
  });

  it('EAI-5 strips neither dots nor tags', () => {
    expect(reading('a.b+news@gmail.com')).toMatchObject({ canonical: 'a.b+news@gmail.com' });
  });

  it('EAI-2 takes a domain in any script to its A-labels and shows it in its own', () => {
    const expected = { canonical: 'taro@xn--wgv71a.jp', envelope: 'Taro@xn--wgv71a.jp', display: 'Taro@日本.jp' };
    for (const input of [
      'Taro@日本.jp',
      'Taro@xn--wgv71a.jp',
      'Taro@XN--WGV71A.JP',
      'Taro@日本。jp',
      'Taro@日本.ＪＰ',
    ]) {
      expect(reading(input)).toMatchObject(expected);
    }
    expect(reading('a@faß.de')).toMatchObject({ domain: 'xn--fa-hia.de' });
    expect(reading('a@cafe\u0301.com')).toEqual(reading('a@café.com'));
  });

  it('JPC-1 quotes the misplaced dots of old carrier addresses for the wire and shows them as people know them', () => {
    for (const input of ['a..b@docomo.ne.jp', '"a..b"@docomo.ne.jp', '"a..B"@DOCOMO.ne.jp']) {
      expect(reading(input)).toMatchObject({ canonical: 'a..b@docomo.ne.jp' });
    }
    expect(reading('a..b@docomo.ne.jp')).toMatchObject({
      envelope: '"a..b"@docomo.ne.jp',
      display: 'a..b@docomo.ne.jp',
    });
    expect(reading('abc.@ezweb.ne.jp')).toMatchObject({ envelope: '"abc."@ezweb.ne.jp' });
    expect(reading('.abc@au.com')).toMatchObject({ envelope: '".abc"@au.com' });
  });

  it('JPC-2 refuses them elsewhere, with a suggestion, unless they come quoted', () => {
    expect(refused('.a..b.@example.com')).toBe(
      '".a..b.@example.com" has a dot too many before the "@", which only old addresses of docomo.ne.jp, ezweb.ne.jp and ' +
        'au.com may have; perhaps a.b@example.com is meant.',
    );
    expect(refused('a..b@mail.docomo.ne.jp')).toContain('a dot too many');
    expect(reading('"a..b"@example.com')).toMatchObject({
      envelope: '"a..b"@example.com',
      display: '"a..b"@example.com',
      canonical: 'a..b@example.com',
    });
  });

  it('takes quotes off where none are needed and keeps them where they are', () => {
    expect(reading('"Hanako"@example.com')).toMatchObject({ envelope: 'Hanako@example.com' });
    expect(reading(String.raw`"a \"b\" \\c"@example.com`)).toMatchObject({
      envelope: String.raw`"a \"b\" \\c"@example.com`,
      canonical: String.raw`a "b" \c@example.com`,
    });
  });

  it('R5321-1 refuses what is too long, counting as the wire does', () => {
    const domain = (octets: number) => `${'d'.repeat(60)}.`.repeat(5).slice(0, octets - 3) + '.jp';
    expect(reading(`${'a'.repeat(64)}@example.com`)).toMatchObject({ domain: 'example.com' });
    expect(refused(`${'a'.repeat(65)}@example.com`)).toContain('has 65 characters before the "@"; at most 64');
    expect(refused(`${'a'.repeat(31)}..${'a'.repeat(30)}@docomo.ne.jp`)).toContain('has 65 characters before the "@"');
    expect(reading(`a@${domain(252)}`)).toMatchObject({ domain: domain(252) });
    expect(refused(`ab@${domain(252)}`)).toContain('is 255 characters long; at most 254');
    expect(refused(`a@${domain(254)}`)).toContain('has a domain of 254 characters');
    expect(refused(`a@${'d'.repeat(64)}.jp`)).toContain('with a part of 64 characters; at most 63');
    expect(refused(`a@${'日'.repeat(60)}.jp`)).toMatch(/not valid|at most 63/);
    expect(refused('x'.repeat(5_000))).toContain('is 5000 characters long');
  });

  it('EAI-1 refuses names outside ASCII, quoted or not, and says why', () => {
    for (const input of ['花子@example.jp', '"花子"@example.jp', 'ｈanako@example.jp']) {
      expect(refused(input)).toContain('SMTPUTF8, which is not offered yet');
    }
  });

  it('R5322-4 refuses every control character, wherever it stands', () => {
    const controls = [...Array(0x20).keys(), 0x7f, 0x80, 0x85, 0x9f, 0x2028, 0x2029].map((code) =>
      String.fromCharCode(code),
    );
    for (const control of controls) {
      for (const input of [
        `a${control}b@example.com`,
        `a@exam${control}ple.com`,
        `a@example.com${control}`,
        `"a${control}"@b.jp`,
      ]) {
        expect([input, refused(input)]).toEqual([input, expect.stringContaining('control character')]);
      }
    }
  });

  it('refuses what is no address, each with its own sentence', () => {
    const cases: [string, string][] = [
      ['', 'is empty'],
      ['   ', 'is empty'],
      ['hanako', 'has no "@"'],
      ['hanako＠example.com', 'has a full-width "＠"'],
      ['@example.com', 'has nothing before the "@"'],
      ['""@example.com', 'has nothing between its quotation marks'],
      ['a@', 'has nothing after the "@"'],
      ['a@b@example.com', 'has more than one "@"'],
      ['a b@example.com', 'has " " before the "@"'],
      ['a,b@example.com', 'has "," before the "@"'],
      ['Hanako <a@example.com>', 'has angle brackets'],
      ['<a@example.com>', 'has angle brackets'],
      ['"a"b@example.com', 'quotation mark that does not close'],
      ['"a@example.com', 'quotation mark that does not close'],
      ['a@example', 'has a domain without a dot'],
      ['a@example..com', 'a dot too many'],
      ['a@example.com.', 'a dot too many'],
      ['a@.example.com', 'a dot too many'],
      ['a@-example.com', 'begins or ends with "-"'],
      ['a@exam_ple.com', 'has "_" after the "@"'],
      ['a@example.com/x', 'has "/" after the "@"'],
      ['a@ex%41mple.com', 'has "%" after the "@"'],
      ['a@[127.0.0.1]', 'an IP address in place of a domain'],
      ['a@127.0.0.1', 'an IP address in place of a domain'],
      ['a@1.2', 'an IP address in place of a domain'],
      ['a@xn--a.com', 'has a domain that is not valid'],
      ['a@xn--7ba.jp', 'has a domain that is not valid'],
      ['a@www.xn--1ug926yc2a.jp', 'has a domain that is not valid'],
      ['a@ex\u200dample.com', 'has a domain that is not valid'],
    ];
    for (const [input, why] of cases) expect([input, refused(input)]).toEqual([input, expect.stringContaining(why)]);
  });

  it('reads every spelling of an address that it writes as the same address', () => {
    const local = fc.string({ unit: fc.constantFrom(...Array.from('abAB09.+-_"\\ @(')), minLength: 1, maxLength: 12 });
    const domain = fc.constantFrom('docomo.ne.jp', 'example.com', '日本.jp', 'Faß.DE', 'au.com');
    fc.assert(
      fc.property(local, domain, fc.boolean(), (name, host, quoted) => {
        const parsed = parseAddress(`${quoted ? `"${name.replace(/["\\]/g, '\\$&')}"` : name}@${host}`);
        if (!parsed.ok) return;
        expect(reading(parsed.address.envelope)).toEqual(parsed.address);
        expect(reading(parsed.address.display)).toEqual(parsed.address);
      }),
      { numRuns: 500 },
    );
  });

  it('answers any text at all, in one sentence without line breaks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const answer = refused(`${text}@${text}`);
        expect(answer).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('maskAddress', () => {
  it('WEB-4 shows first letters and the last label alone', () => {
    expect(['alice@docomo.ne.jp', 'x@y.co', 'a..b@docomo.ne.jp'].map(maskAddress)).toEqual([
      'a***@d***.jp',
      'x***@y***.co',
      'a***@d***.jp',
    ]);
  });
});
