import { z } from 'zod';
import { type Condition, condition } from './condition.ts';

/** Whom a segment holds: a condition, or a group of rules of which all or any must be fulfilled. */
export type Rule = Condition | SegmentRule;

/** Rules of which all, or any, must be fulfilled. A segment's whole rule is one, so that there is always a place for one condition more. */
export type SegmentRule = { kind: 'all' | 'any'; of: Rule[] };

/** How deep groups stand in one another, and how many conditions a rule has at most: each is asked about each person. */
export const mostGroups = 3;
/** See `mostGroups`. */
export const mostConditions = 50;

// The depth is written out, so that no rule, however deep, is walked further than it may go.
const innermost = group(condition).meta({ id: 'SegmentInnermostGroup' });
const middle = group(ruleOf(innermost)).meta({ id: 'SegmentInnerGroup' });

/** Reads a segment's rule strictly; what is wrong is told with the path to the faulty condition. */
export const segmentRule = group(ruleOf(middle))
  .refine((rule) => conditionsOf(rule).length <= mostConditions, `At most ${mostConditions} conditions are allowed.`)
  .meta({
    id: 'SegmentRule',
    description: `Groups stand at most ${mostGroups} deep, with ${mostConditions} conditions.`,
  });

/** A condition, and where in a rule it stands (`['of', 0, 'of', 1]`). */
export type Placed = { condition: Condition; path: readonly (string | number)[] };

/** Every condition of a rule, in order. */
export function conditionsOf(rule: Rule, path: Placed['path'] = []): Placed[] {
  if (!('of' in rule)) return [{ condition: rule, path }];
  return rule.of.flatMap((inner, index) => conditionsOf(inner, [...path, 'of', index]));
}

function group<Inner extends z.ZodType>(inner: Inner) {
  const of = z
    .array(inner)
    .min(1, 'A group needs at least one condition.')
    .max(mostConditions, `At most ${mostConditions} conditions are allowed.`);
  return z.strictObject({ kind: z.enum(['all', 'any']), of });
}

function ruleOf<Inner extends typeof innermost | ReturnType<typeof group>>(inner: Inner) {
  return z.discriminatedUnion('kind', [inner, condition], {
    error: ({ code }) =>
      code === 'invalid_union'
        ? `Neither a condition nor a group is called so here; groups stand at most ${mostGroups} deep.`
        : undefined,
  });
}
