import { describe, expect, it } from '@jest/globals';
import { conditionsOf, mostConditions, segmentRule } from './rule.ts';

const filled = { kind: 'filled', field: 'plan', is: true } as const;
const all = (...of: unknown[]) => ({ kind: 'all', of });

function problems(rule: unknown): { path: PropertyKey[]; message: string }[] {
  return segmentRule.safeParse(rule).error?.issues.map(({ path, message }) => ({ path, message })) ?? [];
}

describe('segmentRule', () => {
  it('takes groups three deep, and refuses the fourth by its place', () => {
    expect(problems(all(all(all(filled))))).toEqual([]);
    expect(problems(all(filled, all(all(all(filled)))))).toMatchObject([{ path: ['of', 1, 'of', 0, 'of', 0, 'kind'] }]);
  });

  it('takes fifty conditions and no more, wherever they stand', () => {
    const half = Array.from({ length: mostConditions / 2 }, () => filled);
    expect(problems(all(...half, all(...half.slice(1))))).toEqual([]);
    expect(problems(all(...half, all(...half), filled))).toEqual([
      { path: [], message: 'At most 50 conditions are allowed.' },
    ]);
  });

  it.each([
    [{ kind: 'text', field: 'plan', is: 'like', value: 'x' }, ['of', 0, 'is']],
    [{ kind: 'text', field: 'plan', is: 'equal', value: '' }, ['of', 0, 'value']],
    [{ kind: 'text', field: '', is: 'equal', value: 'x' }, ['of', 0, 'field']],
    [{ kind: 'text', field: 'pl\u0000an', is: 'equal', value: 'x' }, ['of', 0, 'field']],
    [{ kind: 'number', field: 'age', is: 'above', value: '18' }, ['of', 0, 'value']],
    [{ kind: 'number', field: 'age', is: 'above', value: 1e300 }, ['of', 0, 'value']],
    [{ kind: 'date', field: 'born', is: 'before', value: '2026-02-31' }, ['of', 0, 'value']],
    [{ kind: 'date-within', field: 'born', is: 'past', days: -1 }, ['of', 0, 'days']],
    [{ kind: 'list', list: 'cmp_0000000000000', is: 'active' }, ['of', 0, 'list']],
    [{ kind: 'letter', campaign: 'cmp_0000000000000', is: [] }, ['of', 0, 'is']],
    [{ kind: 'letter', campaign: 'cmp_0000000000000', is: ['sent'] }, ['of', 0, 'is', 0]],
    [{ kind: 'sql', text: 'true' }, ['of', 0, 'kind']],
    [{ kind: 'any', of: [] }, ['of', 0, 'of']],
    [{ ...filled, more: 1 }, ['of', 0]],
    ['true', ['of', 0]],
  ])('refuses %j, and says where', (faulty, path) => {
    expect(problems(all(faulty))).toMatchObject([{ path }]);
  });
});

describe('conditionsOf', () => {
  it('gives every condition with the path to it', () => {
    const rule = segmentRule.parse(all(filled, { kind: 'any', of: [filled] }));
    expect(conditionsOf(rule).map(({ path }) => path)).toEqual([
      ['of', 0],
      ['of', 1, 'of', 0],
    ]);
  });
});
