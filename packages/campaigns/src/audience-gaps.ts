import { type Narrowing, narrowedSql } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** How many people the lists hold now, as segments narrow them (before excluded lists and suppressions), and how many of them lack each field asked about. */
export type AudienceGaps = { people: number; lacking: { field: string; people: number }[] };

/** Counts, in one statement, the active people of these lists and those of them without a value for each field (a path with dots). */
export async function audienceGaps(
  db: Db,
  workspaceId: string,
  lists: readonly string[],
  fields: readonly string[],
  narrowing: Narrowing | undefined,
): Promise<AudienceGaps> {
  const counts = fields.map(
    (field) => sql`count(*) filter (where coalesce(c.fields #>> ${field.split('.')}::text[], '') = '')::integer`,
  );
  const { rows } = await sql<{ people: number; lacking: number[] }>`
    select count(*)::integer as people, array[${sql.join([sql`0`, ...counts])}]::integer[] as lacking
    from (
      select distinct contact_id from subscriptions
      where workspace_id = ${workspaceId} and list_id = any(${lists}::bigint[]) and state = 'active'
    ) s
    join contacts c on c.id = s.contact_id
    where ${narrowing === undefined ? sql`true` : sql`${narrowedSql(narrowing, workspaceId)} is null`}
  `.execute(db);
  const [row] = rows;
  return {
    people: row?.people ?? 0,
    lacking: fields.map((field, index) => ({ field, people: row?.lacking[index + 1] ?? 0 })),
  };
}
