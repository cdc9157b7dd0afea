import { parseSmtpReply } from '@hikyaku/message';
import { describe, expect, it } from '@jest/globals';
import { ownShaping } from '../shaping/own-shaping.ts';
import { simulate } from '../testing/simulate.ts';
import {
  cappedConnections,
  growingLatency,
  oneBadHost,
  overloaded,
  shedding,
  type SimulatedReceiver,
  tokenBucket,
} from '../testing/simulated-receiver.ts';
import type { Feedback } from './feedback.ts';
import { type Governor, openGovernor } from './governor.ts';
import type { PaceEvent } from './pace-event.ts';

const second = 1_000;
const minute = 60 * second;

function governed(lane = 'nobody', connections = 50): { governor: Governor; log: string[]; events: PaceEvent[] } {
  const log: string[] = [];
  const events: PaceEvent[] = [];
  const governor = openGovernor({
    lane,
    limits: { connections, lettersPerConnection: 100, lettersPerSecond: undefined },
    start: 5,
    share: 1,
    triggers: () => ownShaping.triggers,
    tell: (event, nowMs) => {
      events.push(event);
      log.push(`${nowMs / second} ${event.kind}`);
    },
  });
  return { governor, log, events };
}

const taken: Feedback = { kind: 'taken' };

function refusal(text: string, why: 'throttled' | 'blocked' | 'unreachable' = 'throttled'): Feedback {
  return { kind: 'refused', why, reply: parseSmtpReply(text), text };
}

/** Starts as many letters as may start now and ends them all with one feedback; returns how many there were. */
function turn(governor: Governor, feedback: Feedback, nowMs: number): number {
  const cohorts: number[] = [];
  while (governor.waitMs(nowMs) === 0) cohorts.push(governor.begin(nowMs));
  for (const cohort of cohorts) governor.ended(cohort, feedback, nowMs);
  return cohorts.length;
}

describe('openGovernor', () => {
  it.each<SimulatedReceiver>([
    cappedConnections(1, 100),
    cappedConnections(3, 200),
    cappedConnections(13, 300),
    cappedConnections(40, 150),
    tokenBucket(0.2, 300),
    tokenBucket(2, 100),
    tokenBucket(7, 300),
    tokenBucket(150, 50),
    overloaded(0.2, 300),
    overloaded(7, 300),
    overloaded(20, 100),
    overloaded(150, 50),
    shedding(10, 50, 100),
    shedding(30, 20, 200),
    shedding(100, 2, 100),
    oneBadHost(2, 10, 200),
    oneBadHost(4, 30, 100),
    growingLatency(50, 100, 5_000),
    growingLatency(400, 50, 300),
  ])('finds the pace of a receiver it does not know, with few deferrals: $name', (receiver) => {
    const { governor } = governed();
    const played = simulate(governor, receiver, { untilMs: 10 * minute, fromMs: 5 * minute });
    expect(played.deferredShare).toBeLessThan(0.2);
    expect(played.utilisation).toBeGreaterThan(0.8);
    expect(played.utilisation).toBeLessThanOrEqual(1.01);
  });

  it('begins with five letters under way and no more than the receiver takes at once', () => {
    expect(turn(governed().governor, taken, 0)).toBe(5);
    expect(turn(governed('nobody', 2).governor, taken, 0)).toBe(2);
  });

  it('retreats once for letters that were under way together, whatever comes back of them', () => {
    const { governor } = governed();
    turn(governor, taken, 0);
    expect(governor.pace().window).toBe(6);
    const cohorts = [governor.begin(1), governor.begin(1), governor.begin(1)];
    for (const cohort of cohorts) governor.ended(cohort, refusal('451 4.7.1 slow down'), 2);
    expect(governor.pace().window).toBe(5);
  });

  it('suspends a receiver that takes nothing, each time for twice as long and at most 20 minutes, and probes it with one letter', () => {
    const { governor, events } = governed();
    let nowMs = 0;
    const pauses: number[] = [];
    const probes: number[] = [];
    for (let round = 0; round < 8; round++) {
      while (!(governor.waitMs(nowMs) > 0 && Number.isFinite(governor.waitMs(nowMs)))) {
        const letters = turn(governor, refusal('connect ECONNREFUSED', 'unreachable'), nowMs);
        if (round > 0) probes.push(letters);
        nowMs += second;
      }
      const waitMs = governor.waitMs(nowMs);
      pauses.push(Math.ceil(waitMs / 30_000) * 30);
      nowMs += waitMs;
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1_200, 1_200]);
    expect(new Set(probes)).toEqual(new Set([1]));
    turn(governor, taken, nowMs);
    expect(events.at(-1)?.kind).toBe('growing');
    expect(turn(governor, taken, nowMs)).toBeGreaterThan(1);
  });

  it('stops for ten minutes when Gmail speaks of an unusual rate, begins again with one connection, and adds one with each letter taken', () => {
    const { governor, log, events } = governed('gmail');
    for (let n = 0; n < 3; n++) turn(governor, taken, 0);
    const before = governor.pace().window;
    turn(governor, refusal('421-4.7.28 Gmail has detected an unusual rate of mail originating from your IP'), second);
    expect(events[0]).toMatchObject({ kind: 'suspended', reason: expect.stringContaining('4.7.28') });
    expect(governor.waitMs(second)).toBe(10 * minute);
    expect(governor.waitMs(9 * minute)).toBeGreaterThan(0);

    const again = second + 10 * minute;
    const letters = [];
    for (let n = 0; n < 4; n++) {
      governor.waitMs(again);
      letters.push(governor.pace().window);
      governor.ended(governor.begin(again), taken, again);
    }
    expect(letters).toEqual([1, 2, 3, 4]);
    while (log.at(-1) !== '601 recovered') turn(governor, taken, again);
    expect(governor.pace().window).toBeGreaterThanOrEqual(before);
    expect(log.slice(0, 4)).toEqual(['1 suspended', '601 probing', '601 growing', '601 growing']);
  });

  it('stays suspended, and says why, though letters that were under way are taken', () => {
    const { governor, log } = governed('gmail');
    const cohorts = [governor.begin(0), governor.begin(0)];
    governor.ended(cohorts[0] ?? 0, refusal('421-4.7.28 Gmail has detected an unusual rate of mail'), 0);
    governor.ended(cohorts[1] ?? 0, taken, 1);
    expect(governor.waitMs(1)).toBeGreaterThan(9 * minute);
    expect(governor.pace().reason).toContain('4.7.28');
    expect(log).toEqual(['0 suspended']);
    expect(turn(governor, taken, 10 * minute + 1)).toBe(1);
  });

  it('keeps a trigger’s limits for their time, and counts its words by the hour', () => {
    const { governor, events } = governed('outlook');
    const said = refusal('451 4.7.652 The mail server [192.0.2.5] has exceeded the maximum number of connections.');
    turn(governor, taken, 0);
    governor.ended(governor.begin(0), said, 0);
    expect(governor.pace().most).toBe(50);
    governor.ended(governor.begin(minute), said, minute);
    expect(governor.pace()).toMatchObject({ most: 1, window: 1 });
    expect(events.at(-1)).toMatchObject({ kind: 'limited', what: 'at most 1 connection' });
    expect(turn(governor, taken, 59 * minute)).toBe(1);
    governor.waitMs(62 * minute);
    expect(governor.pace().most).toBe(50);
  });

  it('halves its connections when there are too many of them, and keeps below what was refused', () => {
    const { governor } = governed();
    while (governor.pace().window < 12) turn(governor, taken, 0);
    turn(governor, refusal('421 4.7.0 Too many concurrent SMTP connections'), 1);
    expect(governor.pace()).toMatchObject({ window: 6, ceiling: 11 });
    for (let n = 0; n < 100; n++) turn(governor, taken, 2);
    expect(governor.pace().window).toBe(11);
    turn(governor, taken, 11 * minute);
    expect(governor.pace().window).toBe(12);
  });

  it('holds nothing against the lane that is about one reader', () => {
    const { governor } = governed();
    turn(governor, { kind: 'neutral', reply: parseSmtpReply('452 4.2.2 mailbox full') }, 0);
    turn(governor, { kind: 'neutral', reply: parseSmtpReply('550 5.1.1 no such user') }, 0);
    turn(governor, { kind: 'returned' }, 0);
    expect(governor.pace()).toMatchObject({ window: 5, underWay: 0, perSecond: undefined });
  });

  it('says why in the receiver’s words, without the address that they name', () => {
    const { governor } = governed('orange');
    turn(governor, refusal('421 4.7.0 OFR_108 hanako@orange.fr try later'), 0);
    expect(governor.pace().reason).toBe('421 4.7.0 OFR_108 h***@o***.fr try later');
  });

  it('takes a suspension over from the books, and is free when a person has ended it', () => {
    const { governor } = governed();
    governor.adopt({ untilMs: minute, strikes: 1, reason: 'said to another' });
    expect(governor.waitMs(0)).toBe(minute);
    governor.adopt(undefined);
    expect(governor.waitMs(0)).toBe(0);
    governor.adopt({ untilMs: minute, strikes: 1, reason: 'said to another' });
    expect(turn(governor, taken, minute)).toBe(1);
    governor.adopt({ untilMs: minute, strikes: 1, reason: 'said to another' });
    expect(turn(governor, taken, minute)).toBe(2);
  });

  it('obeys other limits at once', () => {
    const { governor } = governed();
    governor.limit({ connections: 2, lettersPerConnection: 10, lettersPerSecond: 10 });
    expect(turn(governor, taken, 0)).toBe(1);
    expect(governor.waitMs(0)).toBeCloseTo(100);
    expect(governor.pace()).toMatchObject({ most: 2, lettersPerConnection: 10, perSecond: 10 });
  });
});
