import type { Db } from '@hikyaku/database';

/** A picture as it is served. */
export type ShownImage = { type: string; bytes: Buffer };

/** The picture of this name, whosever it is: letters that speak of it have gone out. Undefined for anything else. */
export async function shownImage(db: Db, file: string): Promise<ShownImage | undefined> {
  if (!/^[\w-]{24}\.(?:png|jpg|gif|webp)$/.test(file)) return undefined;
  return await db.selectFrom('images').select(['type', 'bytes']).where('file', '=', file).limit(1).executeTakeFirst();
}
