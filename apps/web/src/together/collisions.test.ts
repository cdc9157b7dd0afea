import { describe, expect, it } from '@jest/globals';
import { collisions } from './collisions.ts';

const before = {
  subject: 'a',
  preheader: null,
  data: { headline: 'x' },
  lists: ['1'],
};

describe('collisions', () => {
  it('names what both changed, each to something else', () => {
    const theirs = { ...before, subject: 'theirs', data: { headline: 'y' } };
    expect(collisions(before, theirs, { subject: 'mine', lists: ['2'] })).toEqual(['subject']);
    expect(collisions(before, theirs, { data: { headline: 'z' } })).toEqual(['data']);
  });

  it('finds nothing where both wrote the same, or only one of them wrote', () => {
    expect(collisions(before, { ...before, subject: 'same' }, { subject: 'same' })).toEqual([]);
    expect(collisions(before, { ...before, subject: 'theirs' }, { preheader: 'mine' })).toEqual([]);
    expect(collisions(before, before, { preheader: 'mine' })).toEqual([]);
  });
});
