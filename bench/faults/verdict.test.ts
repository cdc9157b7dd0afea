import { describe, expect, it } from '@jest/globals';
import { type Entry, isKept, judge, type Row, type Seen } from './verdict.ts';

const entry = (email: string, more: Partial<Entry> = {}): Entry => ({
  recipients: [email],
  stage: 'dot',
  kept: true,
  tDot: 1_000,
  tReply: 1_001,
  reply: '250 OK',
  ...more,
});
const row = (email: string, state = 'accepted', reason: string | null = null): Row => ({
  email,
  state,
  reason,
  sender: 77,
});

/** Two people, a letter each, and whatever else. */
const seen = (more: Partial<Seen> = {}): Seen => ({
  people: ['a@x.example', 'b@x.example'],
  entries: [entry('a@x.example'), entry('b@x.example')],
  rows: [row('a@x.example'), row('b@x.example')],
  done: [],
  quiet: [],
  unbalanced: 0,
  deaths: [],
  cutPastData: [],
  ...more,
});

describe('judge', () => {
  it('finds nothing where everybody has one letter and a row that says so', () => {
    expect(isKept(judge(seen()))).toBe(true);
  });

  it('finds who has two letters, whatever the ledger says', () => {
    const verdict = judge(seen({ entries: [entry('a@x.example'), entry('b@x.example'), entry('a@x.example')] }));
    expect(verdict.duplicates).toEqual(['a@x.example']);
    expect(isKept(verdict)).toBe(false);
  });

  it('does not take a refused transaction for a letter', () => {
    const refused = entry('a@x.example', { kept: false, reply: '451 later' });
    expect(isKept(judge(seen({ entries: [refused, entry('a@x.example'), entry('b@x.example')] })))).toBe(true);
  });

  it.each(['accepted', 'queued', 'attempting', 'deferred'])('finds who has no letter and a row that is %s', (state) => {
    const verdict = judge(
      seen({ entries: [entry('a@x.example')], rows: [row('a@x.example'), row('b@x.example', state)] }),
    );
    expect(verdict.lost).toEqual(['b@x.example']);
    expect(isKept(verdict)).toBe(false);
  });

  it('finds who has neither letter nor row', () => {
    expect(judge(seen({ entries: [], rows: [] })).lost).toEqual(['a@x.example', 'b@x.example']);
  });

  it.each(['bounced', 'withheld', 'failed'])(
    'takes a row that is %s for a reason to have no letter, and for a lie where there is one',
    (state) => {
      const rows = [row('a@x.example'), row('b@x.example', state)];
      expect(isKept(judge(seen({ entries: [entry('a@x.example')], rows })))).toBe(true);
      expect(judge(seen({ rows })).untrue).toEqual(['b@x.example']);
    },
  );

  it('finds a letter to somebody who was not targeted', () => {
    expect(judge(seen({ entries: [...seen().entries, entry('c@x.example')] })).untrue).toEqual(['c@x.example']);
  });

  it('finds a final dot after the answer to the one who left, and not before it', () => {
    expect(judge(seen({ done: [{ email: 'a@x.example', at: 999 }] })).afterDone).toEqual(['a@x.example']);
    expect(judge(seen({ done: [{ email: 'a@x.example', at: 1_001 }] })).afterDone).toEqual([]);
  });

  it('finds a final dot while a campaign is told to be quiet, kept or not', () => {
    const entries = [entry('a@x.example', { kept: false, reply: null }), entry('b@x.example', { tDot: 3_000 })];
    expect(judge(seen({ entries, quiet: [{ from: 900, until: 2_000 }] })).afterDone).toEqual(['a@x.example']);
  });

  it('allows as many uncertain letters as were on the wire when senders died, and those that receivers cut', () => {
    const rows = [
      row('a@x.example', 'uncertain', 'sender-died-after-the-dot'),
      row('b@x.example', 'uncertain', 'no-answer-to-the-dot'),
    ];
    const died = (onTheWire: number, sender = 77) => [{ sender, onTheWire }];
    const all = judge(seen({ rows, deaths: died(1), cutPastData: ['b@x.example'] }));
    expect(all).toMatchObject({ overdoubted: 0, onTheWire: 2, uncertainByDeath: 1, uncertainByCut: 1 });
    expect(judge(seen({ rows, deaths: died(5) })).overdoubted).toBe(1);
    expect(judge(seen({ rows, deaths: died(5, 78), cutPastData: ['b@x.example'] })).overdoubted).toBe(1);
    expect(isKept(judge(seen({ rows, cutPastData: ['b@x.example'] })))).toBe(false);
    expect(judge(seen({ rows, cutPastData: ['a@x.example', 'b@x.example'] }))).toMatchObject({ overdoubted: 0 });
  });

  it('passes on that the books did not balance', () => {
    expect(isKept(judge(seen({ unbalanced: 1 })))).toBe(false);
  });
});
