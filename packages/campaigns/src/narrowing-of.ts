import { findSegments, type Narrowing, segmentRule } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { type DraftAudience, unknownInAudience } from './draft-audience.ts';
import type { Problems } from './problem.ts';

/**
 * What a campaign's segments leave of the people on its lists; undefined where it names none. Once it is scheduled, by the rules as
 * they were then. `at` is when it began, so that every page of a freeze knows the same day; until it begins, now.
 */
export async function narrowingOf(db: Db, campaignId: string): Promise<Narrowing | undefined> {
  const rows = await db
    .selectFrom('campaign_segments')
    .innerJoin('segments', 'segments.id', 'campaign_segments.segment_id')
    .innerJoin('campaigns', 'campaigns.id', 'campaign_segments.campaign_id')
    .innerJoin('workspaces', 'workspaces.id', 'campaigns.workspace_id')
    .select([
      'campaign_segments.role',
      'campaigns.started_at',
      'workspaces.time_zone',
      sql`coalesce(campaign_segments.rule, segments.rule)`.as('rule'),
    ])
    .where('campaign_id', '=', campaignId)
    .orderBy('campaign_segments.position')
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  const rulesOf = (role: string) => rows.filter((row) => row.role === role).map((row) => segmentRule.parse(row.rule));
  return {
    include: rulesOf('include'),
    exclude: rulesOf('exclude'),
    at: first.started_at ?? new Date(),
    timeZone: first.time_zone,
  };
}

/** What some segments leave of people now; problems where the workspace has not all of them. */
export async function segmentsNarrowing(
  db: Db,
  workspaceId: string,
  { segments, excludeSegments }: Pick<DraftAudience, 'segments' | 'excludeSegments'>,
): Promise<{ kind: 'narrowing'; narrowing: Narrowing | undefined } | Problems> {
  const problems = await unknownInAudience(db, workspaceId, { lists: [], exclude: [], segments, excludeSegments });
  if (problems.length > 0) return { kind: 'problems', problems };
  const ids = [...segments, ...excludeSegments];
  if (ids.length === 0) return { kind: 'narrowing', narrowing: undefined };
  const found = new Map((await findSegments(db, workspaceId, ids)).map(({ id, rule }) => [id, rule]));
  const rulesOf = (named: readonly string[]) => named.flatMap((id) => found.get(id) ?? []);
  const { time_zone: timeZone } = await db
    .selectFrom('workspaces')
    .select('time_zone')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  const [include, exclude] = [rulesOf(segments), rulesOf(excludeSegments)];
  return { kind: 'narrowing', narrowing: { include, exclude, at: new Date(), timeZone } };
}
