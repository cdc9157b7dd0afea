import { describe, expect, it } from '@jest/globals';
import { type Dot, emptyRecord, type RoundRecord } from './record.ts';
import { verdict } from './verdict.ts';

const dot: Dot = {
  letter: 'c/p/0',
  campaignId: 'c',
  person: 'p',
  listId: 'l',
  contactId: '1',
  attempt: 1,
  composedFor: 0,
  askedAt: 9,
  at: 10,
};

function broken(seen: Partial<RoundRecord>): string[] {
  return verdict({ ...emptyRecord(), marketing: new Set(['c']), ...seen }).map((violation) => violation.promise);
}

describe('verdict', () => {
  it('finds nothing in a round in which a letter was accepted once and recorded so', () => {
    const acceptances = [{ letter: 'c/p/0', attempt: 1, at: 11 }];
    const told = [{ letter: 'c/p/0', attempt: 1, at: 12 }];
    const rows = [{ letter: 'c/p/0', state: 'accepted', reason: null, attempt: 1 } as const];
    expect(broken({ dots: [dot], acceptances, told, rows })).toEqual([]);
  });

  it('holds an answer against dots of its scope that come after it, and no others', () => {
    const answer = { person: 'p', scope: 'list', listId: 'l', at: 9.5, waitedMs: 1 } as const;
    expect(broken({ dots: [dot], answers: [answer] })).toEqual(['stop means stop']);
    expect(broken({ dots: [dot], answers: [{ ...answer, at: 10.5 }] })).toEqual([]);
    expect(broken({ dots: [dot], answers: [{ ...answer, listId: 'other' }] })).toEqual([]);
    expect(broken({ dots: [dot], answers: [{ ...answer, person: 'other' }] })).toEqual([]);
    expect(broken({ dots: [dot], answers: [{ ...answer, scope: 'all', listId: null }] })).toEqual(['stop means stop']);
    const transactional = { marketing: new Set<string>() };
    expect(broken({ dots: [dot], answers: [{ ...answer, scope: 'marketing' }], ...transactional })).toEqual([]);
    expect(broken({ dots: [dot], answers: [{ ...answer, scope: 'all' }], ...transactional })).toEqual([
      'stop means stop',
    ]);
  });

  it('holds a quiet time against dots inside it', () => {
    expect(broken({ dots: [dot], quietTimes: [{ campaignId: 'c', from: 9, until: 11 }] })).toEqual([
      'paused means quiet',
    ]);
    expect(broken({ dots: [dot], quietTimes: [{ campaignId: 'c', from: 10.5, until: 11 }] })).toEqual([]);
  });

  it('counts two acceptances as two letters, unless a person sent it again', () => {
    const acceptances = [1, 2].map((attempt) => ({ letter: 'c/p/0', attempt, at: attempt }));
    expect(broken({ acceptances })).toEqual(['nobody gets two']);
    expect(broken({ acceptances, sentAgain: new Set(['c/p/0']) })).toEqual([]);
  });

  it('calls what is still under way at the end stuck', () => {
    const row = { letter: 'c/p/0', reason: null, attempt: 1 };
    for (const state of ['queued', 'attempting', 'deferred'] as const) {
      expect(broken({ rows: [{ ...row, state }] })).toEqual(['nothing is stuck']);
    }
    for (const state of ['withheld', 'bounced', 'failed', 'uncertain'] as const) {
      expect(broken({ rows: [{ ...row, state }] })).toEqual([]);
    }
  });

  it('compares the ledger with the receiver, both ways', () => {
    const row = { letter: 'c/p/0', reason: null, attempt: 1 };
    const acceptances = [{ letter: 'c/p/0', attempt: 1, at: 1 }];
    expect(broken({ rows: [{ ...row, state: 'accepted' }] })).toEqual(['the ledger tells the truth']);
    expect(broken({ rows: [{ ...row, state: 'bounced' }], acceptances })).toEqual(['the ledger tells the truth']);
    expect(broken({ rows: [{ ...row, state: 'uncertain' }], acceptances })).toEqual([]);
  });

  it('holds the ledger to an acceptance it has confirmed', () => {
    const told = [{ letter: 'c/p/0', attempt: 1, at: 12 }];
    const acceptances = [{ letter: 'c/p/0', attempt: 1, at: 11 }];
    const row = { letter: 'c/p/0', reason: null, attempt: 1 };
    expect(broken({ told, acceptances, rows: [{ ...row, state: 'uncertain' }] })).toEqual([
      'the ledger tells the truth',
    ]);
    const again = { ...dot, attempt: 2, composedFor: 1, askedAt: 13, at: 14 };
    expect(broken({ told, dots: [dot, again] })).toEqual(['the ledger tells the truth']);
    expect(broken({ told, dots: [dot, { ...again, askedAt: 11.5 }] })).toEqual([]);
  });

  it('knows a letter that was cleared after its address was given up, and one made for an earlier attempt', () => {
    expect(broken({ dots: [dot], contactChanges: [{ contactId: '1', person: 'p', at: 8 }] })).toEqual([
      'no letter to an address that was given up',
    ]);
    expect(broken({ dots: [dot], contactChanges: [{ contactId: '1', person: 'p', at: 9.5 }] })).toEqual([]);
    expect(broken({ dots: [dot], contactChanges: [{ contactId: '1', person: 'other', at: 8 }] })).toEqual([]);
    expect(broken({ dots: [{ ...dot, attempt: 2 }] })).toEqual(['a letter is made for the attempt it leaves in']);
  });

  it('passes on books that did not balance', () => {
    expect(broken({ unbalanced: ['c'] })).toEqual(['the books balance']);
  });
});
