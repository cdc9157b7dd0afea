import { publicId } from '@hikyaku/database';
import fc from 'fast-check';
import { letterFates } from '../condition.ts';
import type { Condition } from '../condition.ts';
import type { Rule, SegmentRule } from '../rule.ts';
import { moments, type Place, values } from './crowd.ts';

const field = fc.constantFrom('plan', 'day', 'email', 'nobody has it');
const day = fc.constantFrom('2026-01-30', '2026-01-31', '2026-02-01', '2026-02-28');
const days = fc.constantFrom(0, 1, 4, 12);

/** Conditions of every kind, about the crowd of a place. */
function someCondition({ lists, campaign }: Pick<Place, 'lists' | 'campaign'>): fc.Arbitrary<Condition> {
  const list = fc.constantFrom(...lists.map((id) => publicId('list', id)), null);
  const value = fc.constantFrom(...values.filter((text) => text !== ''), 'ol', 'example', '１');
  return fc.oneof(
    fc.record({
      kind: fc.constant('text' as const),
      field,
      is: fc.constantFrom('equal', 'not-equal', 'contains', 'not-contains', 'begins-with'),
      value,
    }),
    fc.record({ kind: fc.constant('filled' as const), field, is: fc.boolean() }),
    fc.record({
      kind: fc.constant('number' as const),
      field,
      is: fc.constantFrom('equal', 'above', 'at-least', 'below', 'at-most'),
      value: fc.constantFrom(12, -3.5, 7, 1200, 0),
    }),
    fc.record({ kind: fc.constant('date' as const), field, is: fc.constantFrom('on', 'before', 'after'), value: day }),
    fc.record({ kind: fc.constant('date-within' as const), field, is: fc.constantFrom('past', 'coming'), days }),
    fc.record({
      kind: fc.constant('list' as const),
      list,
      is: fc.constantFrom('active', 'not-active', 'pending', 'left', 'never'),
    }),
    fc.record({ kind: fc.constant('joined' as const), list, is: fc.constantFrom('before', 'after'), value: day }),
    fc.record({ kind: fc.constant('joined-within' as const), list, days }),
    fc.record({
      kind: fc.constant('letter' as const),
      campaign: fc.constant(publicId('campaign', campaign)),
      is: fc.subarray([...letterFates], { minLength: 1 }),
    }),
  );
}

/** Rules as deep as they may be. */
export function someRule(place: Pick<Place, 'lists' | 'campaign'>): fc.Arbitrary<SegmentRule> {
  const condition = someCondition(place);
  const group = (inner: fc.Arbitrary<Rule>): fc.Arbitrary<SegmentRule> =>
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(inner, { minLength: 1, maxLength: 3 }),
    });
  const innermost = group(condition);
  return group(fc.oneof(condition, group(fc.oneof(condition, innermost))));
}

/** A moment at which rules are asked, and in which time zone. */
export const someMoment = fc.record({
  at: fc.constantFrom(...moments.slice(3)).map((moment) => new Date(moment)),
  timeZone: fc.constantFrom('Asia/Tokyo', 'America/New_York', 'UTC'),
});
