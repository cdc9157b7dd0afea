import type { Db } from '@hikyaku/database';
import type { Source } from '@hikyaku/rendering';
import { readSource } from './own-template.ts';

/** What a template was: `writtenAt` is when it became so. */
export type TemplateVersion = { number: number; name: string; source: Source; writtenAt: Date };

const most = 200;

/** What a template was before, the latest first, at most 200. */
export async function templateVersions(db: Db, id: string): Promise<TemplateVersion[]> {
  const rows = await db
    .selectFrom('template_versions')
    .select(['number', 'name', 'source', 'written_at as writtenAt'])
    .where('template_id', '=', id)
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ source, ...row }) => ({ ...row, source: readSource(source) }));
}
