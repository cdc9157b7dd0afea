import { describe, expect, it } from '@jest/globals';
import { readScript } from './read-script.ts';

const problemOf = (json: unknown): string => {
  const read = readScript(json);
  return read.ok ? 'understood' : read.problem;
};
const rule = (at: string, deed: unknown, match: unknown = {}) => ({ rules: [{ match, at, do: deed }] });

describe('readScript', () => {
  it('understands every deed', () => {
    const deeds = [
      { reply: '451 4.3.0 Try again' },
      { reply: '250 2.0.0 Thanks' },
      { delayMs: 20 },
      { drop: 'before-dot' },
      { drop: 'after-dot' },
      { drop: 'after-dot-unkept' },
      { greylistSeconds: 2.5 },
      { closeAfter: 10 },
      { pace: { lettersPerSecond: 300 } },
      { pace: 300 },
    ];
    const read = readScript({ rules: deeds.map((deed) => ({ at: 'dot', do: deed })), limits: { maxConnections: 5 } });
    expect(read.ok && read.script.rules.map((each) => each.deed.kind)).toEqual([
      'reply',
      'reply',
      'delay',
      'drop',
      'drop',
      'drop',
      'greylist',
      'closeAfter',
      'pace',
      'pace',
    ]);
    expect(read.ok && read.script.maxConnections).toBe(5);
  });

  it('takes nothing at all for a script that accepts everything', () => {
    expect(readScript({})).toMatchObject({ ok: true, script: { rules: [], maxConnections: null } });
  });

  it('names the place and the remedy for each mistake', () => {
    expect(problemOf([])).toBe('the script must be an object');
    expect(problemOf({ rule: [] })).toBe('the script knows rules, limits, seed; it does not know "rule"');
    expect(problemOf({ rules: {} })).toContain('rules must be a list');
    expect(problemOf(rule('end', {}))).toBe('rules[0].at must be one of connect, mail, rcpt, data, dot');
    expect(problemOf(rule('rcpt', {}))).toContain('rules[0].do must hold exactly one deed');
    expect(problemOf(rule('rcpt', { delayMs: 1, drop: 'before-dot' }))).toContain('exactly one deed');
    expect(problemOf(rule('rcpt', { explode: true }))).toContain('does not know "explode"');
    expect(problemOf(rule('rcpt', { reply: '250 fine' }))).toContain('must be a 4yz or 5yz reply');
    expect(problemOf(rule('rcpt', { drop: 'after-dot' }))).toContain("at 'rcpt' no letter has come yet");
    expect(problemOf(rule('mail', { greylistSeconds: 1 }))).toContain('greylisted');
    expect(problemOf(rule('mail', { delayMs: 1 }, { domain: 'a.example' }))).toContain('recipient is not known yet');
    expect(problemOf(rule('rcpt', { delayMs: -1 }))).toContain('must be a number from 0 to 3600000');
    expect(problemOf(rule('rcpt', { delayMs: 1 }, { share: 2 }))).toBe(
      'rules[0].match.share must be a number from 0 to 1',
    );
    expect(problemOf(rule('rcpt', { delayMs: 1 }, { recipient: '(' }))).toContain('no regular expression');
    expect(problemOf(rule('rcpt', { delayMs: 1 }, { attempts: 1 }))).toContain('must be a pair such as [1, 1]');
    expect(problemOf(rule('rcpt', { delayMs: 1 }, { attempts: [3, 2] }))).toContain('must be a whole number from 3');
    expect(problemOf({ limits: { maxConnections: 0 } })).toBe('limits.maxConnections must be a whole number from 1');
  });
});
