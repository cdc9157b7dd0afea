import { parseId, publicId } from '@hikyaku/database';
import { z } from 'zod';
import { idValue, idView } from '../http/value.ts';

/** A list or a segment that keeps people out, by its id. */
type Excluded = { kind: 'list' | 'segment'; id: string };

const excludedValue = z
  .string()
  .meta({ description: 'The id of a list or of a segment.' })
  .transform((text, context): Excluded => {
    for (const kind of ['list', 'segment'] as const) {
      const id = parseId(kind, text);
      if (id !== undefined) return { kind, id };
    }
    context.addIssue({ code: 'custom', message: 'This is no id of a list (lst_…) or of a segment (seg_…).' });
    return z.NEVER;
  });

/** Whom a letter is for, in a request. */
export const audienceShape = {
  lists: z.array(idValue('list')).max(100).meta({ description: 'One letter to each person, even on several lists.' }),
  segments: z.array(idValue('segment')).max(20).exactOptional().meta({
    description: 'With any, only those people of the lists who are in one of them.',
  }),
  exclude: z.array(excludedValue).max(100).exactOptional().meta({
    description: 'Lists and segments whose people get none.',
  }),
};

/** Whom a letter is for, in an answer. */
export const audienceView = {
  lists: z.array(idView('list')),
  segments: z.array(idView('segment')),
  exclude: z.array(z.string().meta({ description: 'The id of a list or of a segment.' })),
};

/** A request's values with what it excludes told apart; what it leaves out stays left out. */
export function withExclusions<Values extends { exclude?: Excluded[] }>({
  exclude,
  ...rest
}: Values): Omit<Values, 'exclude'> & { exclude?: string[]; excludeSegments?: string[] } {
  if (exclude === undefined) return rest;
  const of = (kind: Excluded['kind']) => exclude.filter((one) => one.kind === kind).map(({ id }) => id);
  return { ...rest, exclude: of('list'), excludeSegments: of('segment') };
}

/** Whom a campaign is for, in the shape of `audienceView`. */
export function audienceOf(campaign: {
  lists: readonly string[];
  segments: readonly string[];
  exclude: readonly string[];
  excludeSegments: readonly string[];
}) {
  const lists = (ids: readonly string[]) => ids.map((id) => publicId('list', id));
  const segments = (ids: readonly string[]) => ids.map((id) => publicId('segment', id));
  return {
    lists: lists(campaign.lists),
    segments: segments(campaign.segments),
    exclude: [...lists(campaign.exclude), ...segments(campaign.excludeSegments)],
  };
}
