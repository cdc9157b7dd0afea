import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { DraftValues } from './draft-values.ts';
import type { Problem } from './problem.ts';

/** Whom a draft is for. */
export type DraftAudience = Pick<DraftValues, 'lists' | 'exclude' | 'segments' | 'excludeSegments'>;

/** Lists and segments named that the workspace does not have. Segments are held shared until the transaction ends: none is taken away meanwhile. */
export async function unknownInAudience(db: Db, workspaceId: string, audience: DraftAudience): Promise<Problem[]> {
  const { lists, exclude, segments, excludeSegments } = audience;
  const knownLists = await idsOf(db, workspaceId, 'lists', [...lists, ...exclude]);
  const knownSegments = await idsOf(db, workspaceId, 'segments', [...segments, ...excludeSegments]);
  return [
    ...unknown('lists', 'list', lists, knownLists),
    ...unknown('exclude', 'list', exclude, knownLists),
    ...unknown('segments', 'segment', segments, knownSegments),
    ...unknown('exclude', 'segment', excludeSegments, knownSegments),
  ];
}

/** Writes whom a draft is for, in place of what was there. */
export async function writeAudience(db: Db, campaignId: string, audience: DraftAudience): Promise<void> {
  const { lists, exclude, segments, excludeSegments } = audience;
  await db.deleteFrom('campaign_lists').where('campaign_id', '=', campaignId).execute();
  await db.deleteFrom('campaign_segments').where('campaign_id', '=', campaignId).execute();
  const inRole = (ids: readonly string[], role: string) =>
    ids.map((id, position) => ({ campaign_id: campaignId, id, position, role }));
  const listRows = [...inRole(lists, 'include'), ...inRole(exclude, 'exclude')];
  const segmentRows = [...inRole(segments, 'include'), ...inRole(excludeSegments, 'exclude')];
  if (listRows.length > 0) {
    await db
      .insertInto('campaign_lists')
      .values(listRows.map(({ id, ...row }) => ({ ...row, list_id: id })))
      .execute();
  }
  if (segmentRows.length > 0) {
    await db
      .insertInto('campaign_segments')
      .values(segmentRows.map(({ id, ...row }) => ({ ...row, segment_id: id })))
      .execute();
  }
}

/** Keeps the rules of a campaign's segments as they are now: what it was scheduled with is what it goes out by. */
export async function freezeSegments(db: Db, campaignId: string): Promise<void> {
  await sql`
    update campaign_segments c set rule = s.rule from segments s where s.id = c.segment_id and c.campaign_id = ${campaignId}
  `.execute(db);
}

async function idsOf(db: Db, workspaceId: string, table: 'lists' | 'segments', ids: readonly string[]) {
  if (ids.length === 0) return new Set<string>();
  const all = db.selectFrom(table).select('id').where('workspace_id', '=', workspaceId).where('id', 'in', ids);
  const rows = await (table === 'lists'
    ? all
    : all.where(sql`removed_at is null`.$castTo<boolean>()).orderBy('id').forShare()
  ).execute();
  return new Set(rows.map((row) => row.id));
}

function unknown(field: string, thing: string, named: readonly string[], known: ReadonlySet<string>): Problem[] {
  if (named.every((id) => known.has(id))) return [];
  return [{ field, message: `An unknown ${thing} is named: use the id of a ${thing} of this workspace.` }];
}
