import { type RuleLook, type Segment, type SegmentProblem, segmentRule } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { basedOnValue } from '../http/edited-meanwhile.ts';
import { pointerTo, type ValueProblem } from '../http/problem.ts';
import { editedByView, idView, lineValue, timeView } from '../http/value.ts';

/** What makes a segment. */
export const newSegmentSchema = z.strictObject({
  name: lineValue(200).meta({ examples: ['最近のお客さま'] }),
  rule: segmentRule,
});

/** What changes about one: what is left out stays. */
export const segmentChangeSchema = newSegmentSchema.exactPartial().extend({ basedOn: basedOnValue });

/** A rule to ask, kept or not. */
export const askedRuleSchema = z.strictObject({ rule: segmentRule });

/** A segment as the API shows it. */
export const segmentSchema = z
  .strictObject({
    id: idView('segment'),
    name: z.string(),
    rule: segmentRule,
    createdAt: timeView,
    updatedAt: timeView,
    editedBy: editedByView,
  })
  .meta({
    id: 'Segment',
    description: 'A stored filter over people. It narrows lists; it never makes anybody mailable.',
  });

/** Whom a rule holds now. */
export const ruleLookSchema = z
  .strictObject({
    people: z.int().meta({ description: 'Everybody in the workspace.' }),
    held: z.int().meta({ description: 'Whom the rule holds. Nobody who objects to all marketing is ever among them.' }),
    reachable: z
      .int()
      .meta({ description: 'Those of them whom a marketing letter to one of their lists would reach.' }),
    sample: z
      .array(z.strictObject({ id: idView('contact'), email: z.string(), name: z.string().nullable() }))
      .meta({ description: 'The newest ten.' }),
  })
  .meta({ id: 'RuleLook' });

/** A segment, in the shape of `segmentSchema`. */
export function segmentView({
  id,
  name,
  rule,
  createdAt,
  updatedAt,
  editedBy,
}: Segment): z.infer<typeof segmentSchema> {
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id: publicId('segment', id), name, rule: segmentRule.parse(rule), ...times, editedBy };
}

/** Whom a rule holds, in the shape of `ruleLookSchema`. */
export function ruleLookView({ sample, ...counts }: RuleLook): z.infer<typeof ruleLookSchema> {
  return { ...counts, sample: sample.map(({ id, email, name }) => ({ id: publicId('contact', id), email, name })) };
}

/** What cannot be kept, with a pointer to the faulty condition. */
export function segmentProblems(problems: readonly SegmentProblem[]): ValueProblem[] {
  return problems.map(({ path, reason }) => ({ pointer: pointerTo(path), detail: reason }));
}
