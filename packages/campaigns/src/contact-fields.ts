import type { Db } from '@hikyaku/database';
import { z } from 'zod';

/** The fields of whoever has this address in a workspace, as they are now; undefined for a stranger. */
export async function contactFields(
  db: Db,
  workspaceId: string,
  addressKey: Buffer,
): Promise<Record<string, unknown> | undefined> {
  const row = await db
    .selectFrom('contacts')
    .select('fields')
    .where('workspace_id', '=', workspaceId)
    .where('address_key', '=', addressKey)
    .executeTakeFirst();
  return row && z.record(z.string(), z.unknown()).parse(row.fields);
}
