import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { campaignsWith, isUsed } from './uses.ts';

/** What became of it: removed, unknown, or kept because something speaks of it; `campaigns` names some of those that do. */
export type RemovedImage = { kind: 'removed' } | { kind: 'not-found' } | { kind: 'in-use'; campaigns: string[] };

/** Takes a picture out of the library, unless a campaign or a template speaks of it. It is still shown for a while. */
export async function removeImage(db: Db, workspaceId: string, imageId: string): Promise<RemovedImage> {
  const image = await db
    .selectFrom('images')
    .select('file')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', imageId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (image === undefined) return { kind: 'not-found' };
  const removed = await db
    .updateTable('images')
    .set({ removed_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', imageId)
    .where((of) => of.not(isUsed(sql`${workspaceId}::bigint`, sql`${image.file}::text`)))
    .executeTakeFirst();
  if (removed.numUpdatedRows > 0n) return { kind: 'removed' };
  const { rows } = await sql<{ name: string }>`
    ${campaignsWith(sql`${workspaceId}::bigint`, sql`${image.file}::text`)} order by c.id desc limit 3`.execute(db);
  return { kind: 'in-use', campaigns: rows.map(({ name }) => name) };
}
