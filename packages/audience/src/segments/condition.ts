import { parseId } from '@hikyaku/database';
import { z } from 'zod';
import { textProblem } from '../fields.ts';

/** What can have become of the letter of a campaign, for one person; `waiting` until it settles, `none` where there is none for them. */
export const letterFates = ['accepted', 'bounced', 'withheld', 'failed', 'uncertain', 'waiting', 'none'] as const;

/** One of them. */
export type LetterFate = (typeof letterFates)[number];

/** One thing that is so of a person, or is not. Ids in it are those of the outside (`lst_…`), so that it is kept, sent and shown in one shape. */
export type Condition = z.infer<typeof condition>;

const mostDays = 36_500;
const mostNumber = 1e15;

const text = z
  .string()
  .min(1, 'The value is empty; to ask whether a field holds anything use "filled".')
  .max(500)
  .refine((value) => textProblem(value) === undefined, 'The value holds a NUL or half a character; remove it.');

const field = z
  .string()
  .min(1, 'Say which field.')
  .max(100)
  .refine((name) => !/\p{C}/u.test(name), 'The name holds a control character; remove it.')
  .meta({ description: 'A field of people, or "email".', examples: ['plan'] });

const day = z.iso
  .date('This is no day; write one such as 2026-01-31.')
  .meta({ description: "A day in the workspace's time zone." });

const days = z.int().min(0).max(mostDays);

const list = publicIdOf('list', 'lst').nullable().meta({ description: 'Null: any list of the workspace.' });

/** Reads a condition strictly. */
export const condition = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('text'),
        field,
        is: z.enum(['equal', 'not-equal', 'contains', 'not-contains', 'begins-with']).meta({
          description:
            'Width and case make no difference. A field that holds nothing equals nothing and contains nothing.',
        }),
        value: text,
      }),
      z.strictObject({ kind: z.literal('filled'), field, is: z.boolean() }),
      z.strictObject({
        kind: z.literal('number'),
        field,
        is: z.enum(['equal', 'above', 'at-least', 'below', 'at-most']),
        value: z.number().min(-mostNumber).max(mostNumber),
      }),
      z.strictObject({ kind: z.literal('date'), field, is: z.enum(['on', 'before', 'after']), value: day }),
      z.strictObject({
        kind: z.literal('date-within'),
        field,
        is: z.enum(['past', 'coming']).meta({ description: 'At most so many days ago, or ahead. Today is both.' }),
        days,
      }),
      z.strictObject({
        kind: z.literal('list'),
        list,
        is: z.enum(['active', 'not-active', 'pending', 'left', 'never']).meta({
          description: '"left": said "no" to it since they joined. "never": are not on it in any way.',
        }),
      }),
      z.strictObject({ kind: z.literal('joined'), list, is: z.enum(['before', 'after']), value: day }),
      z.strictObject({ kind: z.literal('joined-within'), list, days }),
      z.strictObject({
        kind: z.literal('letter'),
        campaign: publicIdOf('campaign', 'cmp'),
        is: z
          .array(z.enum(letterFates))
          .min(1, 'Name at least one thing that became of the letter.')
          .max(letterFates.length)
          .meta({ description: 'Any of these. "waiting": not settled yet; "none": there is no letter for them.' }),
      }),
    ],
    { error: ({ code }) => (code === 'invalid_union' ? 'No condition is called so here.' : undefined) },
  )
  .meta({ id: 'SegmentCondition', description: 'One thing that is so of a person, or is not.' });

function publicIdOf(kind: 'list' | 'campaign', prefix: string) {
  return z
    .string()
    .refine((id) => parseId(kind, id) !== undefined, `This is no id of a ${kind} (${prefix}_…).`)
    .meta({ description: `The id of a ${kind}.` });
}
