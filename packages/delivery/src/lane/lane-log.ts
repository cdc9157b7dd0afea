import type { Db } from '@hikyaku/database';
import { z } from 'zod';

/** A line of a lane's log: what was done to it, by itself or by a person, with the figures and the receiver's words that belong to it. */
export type LaneLogLine = { at: Date; kind: string; details: LaneLogDetails };

const detailsSchema = z.object({
  window: z.number().optional(),
  perSecond: z.number().nullish(),
  untilMs: z.number().optional(),
  what: z.string().optional(),
  reason: z.string().nullish(),
  by: z.string().optional(),
  connections: z.number().nullish(),
  lettersPerConnection: z.number().nullish(),
  lettersPerSecond: z.number().nullish(),
});

/** What belongs to a line; `untilMs` is milliseconds since 1970. */
export type LaneLogDetails = z.infer<typeof detailsSchema>;

/** A lane's log, newest first; undefined when there is no such lane. */
export async function laneLog(db: Db, name: string, limit: number): Promise<LaneLogLine[] | undefined> {
  const known = await db.selectFrom('lanes').select('name').where('name', '=', name).executeTakeFirst();
  if (known === undefined) return undefined;
  const rows = await db
    .selectFrom('lane_log')
    .select(['at', 'kind', 'details'])
    .where('lane', '=', name)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ at, kind, details }) => ({ at, kind, details: detailsSchema.parse(details) }));
}

/** A line's details in words, in one sentence without a full stop: what the log and the console show. */
export function laneLogWords({ kind, details }: Pick<LaneLogLine, 'kind' | 'details'>): string {
  const { window, perSecond, untilMs, what, reason } = details;
  const because = reason ? `: ${reason}` : '';
  const by = details.by === undefined ? '' : ` by ${details.by}`;
  const until = untilMs === undefined ? '' : ` until ${new Date(untilMs).toISOString().slice(0, 19)}Z`;
  switch (kind) {
    case 'suspended':
      return `nothing leaves${until}${because}`;
    case 'limited':
      return `${what ?? 'held back'}${until}${because}`;
    case 'slowed':
      return `${counted(window)}${perSecond ? `, ${round(perSecond)} letters a second` : ''}${because}`;
    case 'probing':
      return 'begins again with one letter at a time';
    case 'growing':
    case 'recovered':
      return `${counted(window)}${kind === 'recovered' ? ', as before' : ''}`;
    case 'limits-set': {
      const { connections, lettersPerConnection, lettersPerSecond } = details;
      const said = { connections, lettersPerConnection, lettersPerSecond };
      const parts = Object.entries(said).flatMap(([name, figure]) =>
        figure === undefined ? [] : [`${name} ${figure ?? 'as the tables say'}`],
      );
      return `${parts.join(', ')}${by}`;
    }
    default:
      return `${kind}${by}${because}`;
  }
}

function counted(window = 0): string {
  return `${window} ${window === 1 ? 'letter' : 'letters'} at a time`;
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}
