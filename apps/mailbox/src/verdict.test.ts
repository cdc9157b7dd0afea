import { describe, expect, it } from '@jest/globals';
import { readScript } from './read-script.ts';
import { emptyScript } from './script.ts';
import { decide } from './verdict.ts';
import type { Party } from './verdict.ts';

const script = (...rules: unknown[]) => {
  const read = readScript({ rules });
  return read.ok ? read.script : emptyScript;
};
const person = (address: string, attempt = 1, firstSeenAt = 0): Party => ({ address, attempt, firstSeenAt });
const endAt = (of: ReturnType<typeof script>, party: Party, now = 0) => {
  const { end } = decide(of, { at: 'rcpt', parties: [party], now });
  return end.kind === 'reply' ? end.reply.code : end.kind;
};
const refuse = { reply: '550 5.1.1 No such user' };

describe('decide', () => {
  it('passes everybody when there is no rule for the moment', () => {
    expect(endAt(script({ at: 'dot', do: refuse }), person('a@b.example'))).toBe('pass');
  });

  it('adds delays up until the first reply ends it', () => {
    const verdict = decide(
      script(
        { at: 'rcpt', do: { delayMs: 10 } },
        { at: 'rcpt', do: { delayMs: 5 } },
        { at: 'rcpt', do: refuse },
        { at: 'rcpt', do: { delayMs: 99 } },
      ),
      { at: 'rcpt', parties: [person('a@b.example')], now: 0 },
    );
    expect(verdict.delayMs).toBe(15);
    expect(verdict.end.kind).toBe('reply');
  });

  it('matches a domain whole, without case and in either form of an IDN', () => {
    const rules = script({ at: 'rcpt', match: { domain: '例え.jp' }, do: refuse });
    expect(endAt(rules, person('a@XN--R8JZ45G.jp'))).toBe(550);
    expect(endAt(rules, person('a@sub.xn--r8jz45g.jp'))).toBe('pass');
  });

  it('matches recipients by regular expression', () => {
    const rules = script({ at: 'rcpt', match: { recipient: '^full\\+' }, do: refuse });
    expect([endAt(rules, person('Full+1@b.example')), endAt(rules, person('not-full+@b.example'))]).toEqual([
      550,
      'pass',
    ]);
  });

  it('matches the asked attempts alone', () => {
    const rules = script({ at: 'rcpt', match: { attempts: [2, 3] }, do: refuse });
    expect([1, 2, 3, 4].map((attempt) => endAt(rules, person('a@b.example', attempt)))).toEqual([
      'pass',
      550,
      550,
      'pass',
    ]);
    const later = script({ at: 'rcpt', match: { attempts: [2, null] }, do: refuse });
    expect([1, 2, 999].map((attempt) => endAt(later, person('a@b.example', attempt)))).toEqual(['pass', 550, 550]);
  });

  it('hits its share of addresses, always the same ones, and independently of other rules', () => {
    const rules = script(
      { at: 'rcpt', match: { share: 0.2 }, do: { reply: '451 4.3.0 Later' } },
      { at: 'rcpt', match: { share: 0.1 }, do: refuse },
    );
    const people = Array.from({ length: 20_000 }, (_, index) => person(`reader${index}@example.com`));
    const ends = people.map((party) => endAt(rules, party));
    const part = (code: number) => ends.filter((end) => end === code).length / people.length;
    expect(part(451)).toBeCloseTo(0.2, 1);
    expect(Math.abs(part(451) - 0.2)).toBeLessThan(0.012);
    expect(Math.abs(part(550) - 0.08)).toBeLessThan(0.008);
    expect(people.map((party) => endAt(rules, party))).toEqual(ends);
  });

  it('greylists until the time is over, counted from the first visit', () => {
    const rules = script({ at: 'rcpt', do: { greylistSeconds: 2 } });
    expect(endAt(rules, person('a@b.example', 1, 1000), 1000)).toBe(451);
    expect(endAt(rules, person('a@b.example', 2, 1000), 2999)).toBe(451);
    expect(endAt(rules, person('a@b.example', 3, 1000), 3000)).toBe('pass');
  });
});
