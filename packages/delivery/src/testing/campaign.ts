import { createHash } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** A campaign that is sending, as a freeze would have left it: `people` letters in batches of a hundred over all slots. */
export type SeededCampaign = { workspaceId: string; listId: string; campaignId: string; slotIds: number[] };

/** The address key that the seeded person of this number has. */
export function seededKey(person: number): Buffer {
  return createHash('md5').update(`p${person}@example.com`).digest();
}

/** Seeds one. People are p1@example.com … pN@example.com. */
export async function seedCampaign(db: Db, people: number): Promise<SeededCampaign> {
  const { rows } = await sql<{ workspace_id: string; list_id: string; campaign_id: string }>`
    with w as (
      insert into workspaces (name, legal_name, postal_address, contact) values ('W', 'W', 'Tokyo', 'a@example.com') returning id
    ), l as (
      insert into lists (workspace_id, name) select id, 'L' from w returning id, workspace_id
    ), c as (
      insert into campaigns (workspace_id, class, name, status, prepared_at, started_at, targeted)
      select id, 'marketing', 'C', 'sending', now(), now(), ${people} from w returning id, workspace_id
    )
    select l.workspace_id, l.id as list_id, c.id as campaign_id from l, c
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('Nothing was seeded.');
  await sql`
    insert into contacts (workspace_id, address_key, email)
    select ${row.workspace_id}, decode(md5('p' || n || '@example.com'), 'hex'), 'p' || n || '@example.com'
    from generate_series(1, ${people}) n
  `.execute(db);
  await sql`
    with slots as (
      select id, row_number() over (order by id) - 1 as nth, count(*) over () as many from lane_slots
    ), b as (
      insert into batches (id, campaign_id, slot_id)
      select new_id(), ${row.campaign_id}, s.id
      from generate_series(0, (${people}::int - 1) / 100) n join slots s on s.nth = n % s.many
      returning id
    ), numbered as (
      select id, row_number() over (order by id) - 1 as nth from b
    )
    insert into deliveries (campaign_id, address_key, contact_id, list_id, batch_id)
    select ${row.campaign_id}, c.address_key, c.id, ${row.list_id}, b.id
    from (select c.*, row_number() over (order by id) - 1 as nth from contacts c where workspace_id = ${row.workspace_id}) c
    join numbered b on b.nth = c.nth / 100
  `.execute(db);
  const slots = await db.selectFrom('lane_slots').select('id').orderBy('id').execute();
  return {
    workspaceId: row.workspace_id,
    listId: row.list_id,
    campaignId: row.campaign_id,
    slotIds: slots.map((slot) => slot.id),
  };
}
