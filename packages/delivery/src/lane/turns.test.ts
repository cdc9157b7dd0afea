import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTurns, quantum, type Turns } from './turns.ts';

const of = (campaignId: string, workspaceId = 'one') => ({ campaignId, workspaceId });

function take(turns: Turns, letters: number): Record<string, number> {
  const taken: Record<string, number> = {};
  for (let n = 0; n < letters; n += 1) {
    const campaignId = turns.next();
    if (campaignId !== undefined) taken[campaignId] = (taken[campaignId] ?? 0) + 1;
  }
  return taken;
}

describe('openTurns', () => {
  it('gives two campaigns of one workspace a half each', () => {
    const turns = openTurns(0);
    for (const id of ['a', 'b']) turns.join(of(id));
    expect(take(turns, quantum * 10)).toEqual({ a: quantum * 5, b: quantum * 5 });
  });

  it('gives workspaces equal parts, however many campaigns each has', () => {
    const turns = openTurns(0);
    for (let n = 0; n < 20; n += 1) turns.join(of(`a${n}`, 'many'));
    turns.join(of('b', 'one'));
    const taken = take(turns, quantum * 80);
    expect(taken['b']).toBe(quantum * 40);
    expect(taken['a7']).toBe(quantum * 2);
  });

  it('lets a newcomer wait for no more letters of others than it has itself, those taken ahead of it included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 3_000 }), (ahead, small) => {
        const turns = openTurns(ahead);
        turns.join(of('large', 'x'));
        take(turns, 1_000);
        turns.join(of('small', 'y'));
        let others = ahead;
        for (let sent = 0; sent < small; )
          if (turns.next() === 'small') sent += 1;
          else others += 1;
        // What was taken ahead of it counts: still never more than its own, give or take one turn.
        expect(others).toBeLessThanOrEqual(Math.max(small, ahead) + quantum);
      }),
    );
  });

  it('gives a head start once: whoever comes back with more to send has had it', () => {
    const turns = openTurns(100);
    turns.join(of('a', 'x'));
    take(turns, 100 + quantum);
    turns.join(of('b', 'y'));
    take(turns, 300);
    turns.leave('b');
    turns.join(of('b', 'y'));
    expect(take(turns, quantum * 4)).toEqual({ a: quantum * 2, b: quantum * 2 });
  });

  it('passes over whoever has left, and answers nobody when all have', () => {
    const turns = openTurns(0);
    turns.join(of('a', 'x'));
    turns.join(of('b', 'y'));
    turns.leave('a');
    expect(take(turns, 3)).toEqual({ b: 3 });
    turns.leave('b');
    turns.leave('b');
    expect(turns.next()).toBeUndefined();
  });
});
