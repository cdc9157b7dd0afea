import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** A field that contacts have, and in how many of the contacts looked at it holds something. */
export type FieldName = { name: string; filled: number };

/** The fields a workspace's people have, and how many people were looked at. */
export type FieldNames = { people: number; fields: FieldName[] };

const lookedAt = 2_000;
const most = 200;

/** Which fields a workspace's contacts have, those of most people first: as the newest 2,000 contacts show it, at most 200 names. */
export async function fieldNames(db: Db, workspaceId: string): Promise<FieldNames> {
  const { rows } = await sql<{ people: number; name: string | null; filled: number }>`
    with newest as materialized (
      select fields from contacts where workspace_id = ${workspaceId} order by id desc limit ${lookedAt}
    )
    select (select count(*) from newest)::integer as people, each.key as name,
      (count(*) filter (where each.value <> ''))::integer as filled
    from (values (1)) as always left join (newest cross join lateral jsonb_each_text(fields) as each) on true
    group by each.key
    order by filled desc, name
    limit ${most}`.execute(db);
  const fields = rows.flatMap(({ name, filled }) => (name === null ? [] : [{ name, filled }]));
  return { people: rows[0]?.people ?? 0, fields };
}
