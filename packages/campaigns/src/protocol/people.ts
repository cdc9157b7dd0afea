import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** The world's people and campaigns: two lists that overlap, two newsletters, and one transactional campaign. */
export type People = {
  workspaceId: string;
  lists: readonly [string, string];
  /** `early` ones are frozen before the storm. */
  campaigns: readonly { id: string; class: 'marketing' | 'transactional'; early: boolean }[];
  /** Address keys in hex. */
  keys: readonly string[];
  slotIds: readonly number[];
};

/** Makes them. Their address keys are of this world alone. */
export async function gatherPeople(db: Db, name: string, howMany: number): Promise<People> {
  const workspaceId = await idOf(
    sql`
    insert into workspaces (name, legal_name, postal_address, contact) values (${name}, 'W', 'Tokyo', 'w@example.com') returning id
  `,
    db,
  );
  const list = (title: string) =>
    idOf(sql`insert into lists (workspace_id, name) values (${workspaceId}, ${title}) returning id`, db);
  const lists = [await list('odd'), await list('even')] as const;
  const { rows } = await sql<{ key: string }>`
    with people as (
      insert into contacts (workspace_id, address_key, email)
      select ${workspaceId}, decode(md5(${name} || n), 'hex'), 'p' || n || '@example.com' from generate_series(1, ${howMany}::integer) n
      returning id, address_key, email
    ), joined as (
      insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source)
      select ${workspaceId}, l.id, p.id, 'active', 'consent', 'test'
      from people p
      cross join lateral (select substring(p.email from '[0-9]+')::integer as n) n
      join unnest(${[...lists]}::bigint[]) with ordinality l(id, position) on n.n % 5 = 0 or n.n % 2 = l.position % 2
    )
    select encode(address_key, 'hex') as key from people
  `.execute(db);
  const campaigns = [
    { id: await campaign(db, workspaceId, 'marketing', lists), class: 'marketing', early: true },
    { id: await campaign(db, workspaceId, 'marketing', [lists[1]]), class: 'marketing', early: false },
    {
      id: await campaign(db, workspaceId, 'transactional', [lists[1], lists[0]]),
      class: 'transactional',
      early: true,
    },
  ] as const;
  const slots = await db.selectFrom('lane_slots').select('id').orderBy('id').execute();
  return { workspaceId, lists, campaigns, keys: rows.map((row) => row.key), slotIds: slots.map((slot) => slot.id) };
}

async function campaign(db: Db, workspaceId: string, kind: string, lists: readonly string[]): Promise<string> {
  const id = await idOf(
    sql`
    insert into campaigns (workspace_id, class, name, status, scheduled_at)
    values (${workspaceId}, ${kind}, 'C', 'scheduled', clock_timestamp() - interval '1 minute') returning id
  `,
    db,
  );
  await sql`
    insert into campaign_lists (campaign_id, list_id, position)
    select ${id}, l.id, l.position from unnest(${[...lists]}::bigint[]) with ordinality l(id, position)
  `.execute(db);
  return id;
}

async function idOf(statement: ReturnType<typeof sql>, db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`with made as (${statement}) select id from made`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('Nothing was made.');
  return row.id;
}
