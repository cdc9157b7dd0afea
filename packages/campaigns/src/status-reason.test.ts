import { describe, expect, it } from '@jest/globals';
import { readStatusReason, statusReasonWords } from './status-reason.ts';

describe('readStatusReason', () => {
  it('knows the brake’s reasons with their figures, and says them in a sentence', () => {
    const figures = { lane: 'docomo', count: 61, answered: 200, mostPercent: 3 };
    const reason = readStatusReason('too-many-invalid', figures);
    expect(reason).toEqual({ code: 'too-many-invalid', ...figures });
    expect(reason && statusReasonWords(reason)).toBe(
      '61 addresses that do not exist in 200 answers of the lane docomo, where 3 % are the most; look at the list, then resume or cancel',
    );
  });

  it('has no figures for a self-test, and nothing for a campaign that a person has paused', () => {
    expect(readStatusReason('self-test-failed', null)).toEqual({ code: 'self-test-failed' });
    expect(readStatusReason(null, { lane: 'docomo', count: 1, answered: 1, mostPercent: 1 })).toBeNull();
  });
});
