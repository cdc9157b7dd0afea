import { describe, expect, it } from '@jest/globals';
import type { SegmentCondition, SegmentRule } from '../api/generated/operations.ts';
import { conditionOf, rowOf } from './condition-draft.ts';
import { boxOf, keyAt, newBox, readRule, withPart } from './rule-draft.ts';

const conditions: SegmentCondition[] = [
  { kind: 'text', field: 'plan', is: 'not-contains', value: 'ゴールド' },
  { kind: 'filled', field: 'plan', is: false },
  { kind: 'number', field: 'age', is: 'equal', value: 18 },
  { kind: 'number', field: 'age', is: 'at-most', value: -0.5 },
  { kind: 'date', field: 'born', is: 'before', value: '2026-01-31' },
  { kind: 'date-within', field: 'renewal', is: 'coming', days: 30 },
  { kind: 'list', list: null, is: 'never' },
  { kind: 'joined', list: 'lst_1', is: 'after', value: '2026-01-31' },
  { kind: 'joined-within', list: null, days: 7 },
  { kind: 'letter', campaign: 'cmp_1', is: ['bounced', 'none'] },
];
const [text = { kind: 'filled', field: 'x', is: true } as const, filled = text] = conditions;
const rule: SegmentRule = {
  kind: 'any',
  of: [...conditions, { kind: 'all', of: [text, { kind: 'any', of: [filled] }] }],
};

describe('readRule', () => {
  it('gives every rule back as it was', () => {
    expect(readRule(boxOf(rule))).toMatchObject({ rule, wrong: new Map() });
  });

  it('says which rows lack something, and gives no rule until they are filled in', () => {
    const box = boxOf({ kind: 'all', of: [{ kind: 'text', field: ' ', is: 'equal', value: 'x' }, filled] });
    expect(readRule(box)).toMatchObject({ rule: undefined, wrong: new Map([[box.of[0]?.key, 'field']]) });
  });

  it('finds the row that a pointer speaks of, whatever part of it', () => {
    const box = boxOf(rule);
    const read = readRule(box);
    expect(keyAt('/rule/of/3/value', read)).toBe(box.of[3]?.key);
    const inner = box.of[10];
    expect(keyAt('/rule/of/10/of/0', read)).toBe(inner && 'of' in inner ? inner.of[0]?.key : '');
    expect(keyAt('/name', read)).toBeUndefined();
  });
});

describe('conditionOf', () => {
  it.each([
    [{ ask: 'above', value: 'many' }, 'number'],
    [{ ask: 'above', value: '' }, 'number'],
    [{ ask: 'on', value: '31.1.2026' }, 'day'],
    [{ ask: 'past', value: '1.5' }, 'days'],
    [{ about: 'letter', campaign: '' }, 'campaign'],
    [{ about: 'letter', campaign: 'cmp_1', letters: [] }, 'letters'],
    [{ about: 'joined', joined: 'before', value: '7' }, 'day'],
  ] as const)('does not take %j', (change, wrong) => {
    expect(conditionOf({ ...rowOf(text), ...change })).toEqual({ wrong });
  });

  it('takes full-width digits', () => {
    expect(conditionOf({ ...rowOf(text), ask: 'above', value: '１２' })).toMatchObject({ condition: { value: 12 } });
  });
});

describe('withPart', () => {
  it('changes one part wherever it stands, and takes a group out with its last', () => {
    const inner = newBox('any');
    const box = { ...newBox('all'), of: [rowOf(text), inner] };
    const key = inner.of[0]?.key ?? '';
    const [, changed] = withPart(box, key, (part) => ({ ...part, field: 'city' })).of;
    expect(changed).toMatchObject({ kind: 'any', of: [{ key, field: 'city' }] });
    expect(withPart(box, key, () => undefined).of).toEqual([box.of[0]]);
  });
});
