import { describe, expect, it } from '@jest/globals';
import { dotTimeoutMs, outcomeOf } from './outcome.ts';
import { parseRetrySchedule } from './retry-schedule.ts';
import type { Transmission } from './transport.ts';

const now = new Date('2026-11-23T00:00:00Z');
const facts = { recipient: 'taro@example.jp', attempt: 1, firstAttemptAt: now, now, random: 0.5 };
const schedule = parseRetrySchedule('10s,1m');
const replied = (stage: 'mail' | 'rcpt' | 'data' | 'dot', code: number, enhanced?: string): Transmission => ({
  kind: 'replied',
  stage,
  reply: enhanced === undefined ? { code, text: 'words' } : { code, enhanced, text: 'words' },
});

describe('outcomeOf', () => {
  it('says who replied where letters go to more than one place', () => {
    const by = 'mx.example.net, TLSv1.3';
    const outcome = outcomeOf({ kind: 'replied', stage: 'dot', reply: { code: 250, text: 'ok' }, by }, facts, schedule);
    expect(outcome).toEqual({ state: 'accepted', reply: '250 ok (mx.example.net, TLSv1.3)' });
  });

  it('ends letters to where nobody will ever be reached, and puts others off', () => {
    const error = '556 5.1.10 example.jp takes no mail';
    const final = { kind: 'unreached', fate: 'final', reason: 'invalid-address', error } as const;
    expect(outcomeOf(final, facts, schedule)).toEqual({ state: 'bounced', reason: 'invalid-address', reply: error });
    const shut = { kind: 'unreached', fate: 'later', reason: 'site-unreachable', error: 'nobody is there' } as const;
    expect(outcomeOf(shut, facts, schedule)).toMatchObject({ state: 'deferred', reason: 'site-unreachable' });
  });

  it('puts off a letter that was refused at the door, even by a 5yz, for what was said there', () => {
    const reply = { code: 554, text: 'your address is blocked, see https://www.spamhaus.org/query/ip/192.0.2.1' };
    const refused = { kind: 'unreached', fate: 'later', reason: 'site-unreachable', error: 'no', reply } as const;
    expect(outcomeOf(refused, facts, schedule)).toMatchObject({ state: 'deferred', reason: 'blocked', reply: 'no' });
  });

  it('calls only a 2yz after the final dot accepted', () => {
    expect(outcomeOf(replied('dot', 250, '2.0.0'), facts, schedule)).toEqual({
      state: 'accepted',
      reply: '250 2.0.0 words',
    });
    expect(outcomeOf(replied('data', 250), facts, schedule).state).toBe('deferred');
  });

  it.each(['mail', 'rcpt', 'data', 'dot'] as const)('tries a 4yz at %s again later (R5321-5)', (stage) => {
    expect(outcomeOf(replied(stage, 451, '4.3.0'), facts, schedule)).toEqual({
      state: 'deferred',
      reason: 'server-busy',
      reply: '451 4.3.0 words',
      dueAt: new Date(now.getTime() + 10_000),
    });
  });

  it('reads Gmail’s 421 5.7.32 as temporary, because the basic code decides (R3464-3)', () => {
    expect(outcomeOf(replied('dot', 421, '5.7.32'), facts, schedule).state).toBe('deferred');
  });

  it.each(['mail', 'rcpt', 'data', 'dot'] as const)('never tries a 5yz at %s again (R5321-6)', (stage) => {
    expect(outcomeOf(replied(stage, 554), facts, schedule)).toMatchObject({ state: 'bounced', reason: 'refused' });
  });

  it('does not take a dialogue out of order for a refusal of the letter', () => {
    expect(outcomeOf(replied('mail', 503, '5.5.1'), facts, schedule)).toMatchObject({ state: 'deferred' });
  });

  it('blames the address only where the reply does (R3464-4)', () => {
    expect(outcomeOf(replied('rcpt', 550, '5.1.1'), facts, schedule)).toMatchObject({ reason: 'invalid-address' });
    for (const [enhanced, reason] of [
      ['5.7.1', 'policy'],
      ['5.7.26', 'unauthenticated'],
      ['5.2.2', 'mailbox-full'],
      ['5.3.4', 'too-large'],
      ['5.6.0', 'content'],
    ] as const) {
      expect(outcomeOf(replied('rcpt', 550, enhanced), facts, schedule)).toMatchObject({ state: 'bounced', reason });
    }
  });

  it('gives a refusal its class as the reason, and keeps the receiver’s words', () => {
    const full = { kind: 'replied', stage: 'rcpt', reply: { code: 452, text: 'mailbox full' } } as const;
    expect(outcomeOf(full, facts, schedule)).toMatchObject({
      state: 'deferred',
      reason: 'mailbox-full',
      reply: '452 mailbox full',
    });
  });

  it('tries a 5yz again that its receiver means for the moment, and gives up a 4yz that is said to be for good', () => {
    const limited = { code: 550, text: 'Ip frequency limited. https://service.mail.qq.com/detail/122/172' };
    expect(outcomeOf({ kind: 'replied', stage: 'mail', reply: limited }, facts, schedule)).toMatchObject({
      state: 'deferred',
      reason: 'throttled',
    });
    const never = {
      code: 421,
      text: '[TS03] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed.',
    };
    expect(outcomeOf({ kind: 'replied', stage: 'mail', reply: never }, facts, schedule)).toMatchObject({
      state: 'bounced',
      reason: 'blocked',
    });
  });

  it('reads words by the receiver’s family, which the recipient’s domain tells', () => {
    const unknown = {
      kind: 'replied',
      stage: 'dot',
      reply: { code: 550, text: 'Unknown user taro@docomo.ne.jp' },
    } as const;
    expect(outcomeOf(unknown, { ...facts, recipient: 'taro@docomo.ne.jp' }, schedule)).toMatchObject({
      reason: 'policy',
    });
    expect(outcomeOf(unknown, facts, schedule)).toMatchObject({ reason: 'invalid-address' });
  });

  it('calls a dot without an answer uncertain, for as long as its bytes may be read', () => {
    const broken = { kind: 'broken', when: 'after-dot', error: 'reset', lineWasFresh: true } as const;
    expect(outcomeOf(broken, facts, schedule)).toEqual({
      state: 'uncertain',
      reason: 'no-answer-to-the-dot',
      wireUntil: new Date(now.getTime() + dotTimeoutMs),
    });
  });

  it('defers a letter whose connection broke before the dot, and simply offers it again when an old line had gone stale', () => {
    const broken = { kind: 'broken', when: 'before-dot', error: 'reset' } as const;
    expect(outcomeOf({ ...broken, lineWasFresh: true }, facts, schedule).state).toBe('deferred');
    expect(outcomeOf({ ...broken, lineWasFresh: false }, facts, schedule).state).toBe('queued');
  });

  it('gives a withdrawn letter back', () => {
    expect(outcomeOf({ kind: 'withdrawn' }, facts, schedule).state).toBe('queued');
  });

  it('gives up 72 hours after the first attempt', () => {
    const late = { ...facts, attempt: 9, now: new Date(now.getTime() + 72 * 3_600_000) };
    expect(outcomeOf(replied('rcpt', 450), late, schedule)).toMatchObject({ state: 'failed', reason: 'expired' });
  });
});
