import type { Db } from '@hikyaku/database';
import { addressKey, parseAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import { type Person, person } from './people.ts';

/** How much of everything; `lettersEach` of every campaign but the last, which goes to everybody. */
export type SeedPlan = { workspaceId: string; people: number; campaigns: number; lettersEach: number };

const pageSize = 20_000;

/**
 * Fills a workspace, straight into its tables: people with names and fields, on two lists, some of whom have not confirmed or have left;
 * campaigns that are finished, one of them to everybody. The same plan makes the same people. `db` is one connection whose statements may
 * take minutes; `tell` hears how many people are there.
 */
export async function fillWorkspace(
  db: Db,
  pepper: Buffer,
  { workspaceId, people, campaigns, lettersEach }: SeedPlan,
  tell: (people: number) => void,
): Promise<void> {
  const lists = await makeLists(db, workspaceId);
  const [first = ''] = lists;
  for (let from = 0; from < people; from += pageSize) {
    const page = Array.from({ length: Math.min(pageSize, people - from) }, (_, n) => person(from + n, people));
    await addPage(db, pepper, { workspaceId, lists }, page);
    tell(from + page.length);
  }
  await stopSome(db, workspaceId, first);
  for (let n = 1; n <= campaigns; n++) {
    await sendOne(db, workspaceId, first, {
      name: `号外 ${n}`,
      letters: n === campaigns ? people : Math.min(people, lettersEach),
    });
  }
  await sql`vacuum analyze contacts, subscriptions, suppressions, events, deliveries, campaigns`.execute(db);
}

async function makeLists(db: Db, workspaceId: string): Promise<string[]> {
  const rows = await db
    .insertInto('lists')
    .values(['月刊たより', '催し'].map((name) => ({ workspace_id: workspaceId, name })))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function addPage(
  db: Db,
  pepper: Buffer,
  { workspaceId, lists }: { workspaceId: string; lists: string[] },
  people: Person[],
): Promise<void> {
  const keys = people.map(({ email }) => {
    const parsed = parseAddress(email);
    if (!parsed.ok) throw new Error(parsed.reason);
    return addressKey(pepper, parsed.address);
  });
  await sql`
    with added as (
      insert into contacts (workspace_id, address_key, email, fields)
      select ${workspaceId}, key, email, jsonb_strip_nulls(jsonb_build_object('name', name, 'city', city, 'time_zone', zone))
      from unnest(
        ${keys}::bytea[], ${people.map(({ email }) => email)}::text[],
        ${people.map(({ name }) => name)}::text[], ${people.map(({ city }) => city)}::text[],
        ${people.map(({ zone }) => zone)}::text[]
      ) p(key, email, name, city, zone)
      returning id, address_key
    ), joined as (
      insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source, joined_at)
      select ${workspaceId}, l.id, a.id, case when a.id % 101 = 0 then 'pending' else 'active' end, 'consent', 'seed', now() - interval '1 day'
      from added a cross join unnest(${lists}::bigint[]) with ordinality l(id, place)
      where l.place = 1 or a.id % 10 = 0
    )
    insert into events (workspace_id, kind, address_key, list_id, contact_id, details)
    select ${workspaceId}, 'subscribed', address_key, ${lists[0]}, id, '{"state": "active", "basis": "consent", "source": "seed"}' from added
  `.execute(db);
}

/** One in fifty has left the first list, and one in five hundred everything. */
async function stopSome(db: Db, workspaceId: string, listId: string): Promise<void> {
  await sql`
    insert into suppressions (address_key, workspace_id, scope, list_id, reason, source, masked_email)
    select address_key, ${workspaceId}, case when id % 500 = 0 then 'marketing' else 'list' end,
      case when id % 500 = 0 then null else ${listId}::bigint end, 'unsubscribed', 'one-click', mask_address(email)
    from contacts where workspace_id = ${workspaceId} and id % 50 = 0
  `.execute(db);
}

async function sendOne(
  db: Db,
  workspaceId: string,
  listId: string,
  { name, letters }: { name: string; letters: number },
): Promise<void> {
  const draft = JSON.stringify({ subject: name, text: name, data: {} });
  await sql`
    with campaign as (
      insert into campaigns (workspace_id, class, name, status, draft, scheduled_at, started_at, prepared_at, ended_at, targeted)
      values (${workspaceId}, 'marketing', ${name}, 'finished', ${draft}::jsonb, now(), now(), now(), now(), ${letters})
      returning id
    ), list as (
      insert into campaign_lists (campaign_id, list_id, role, position) select id, ${listId}, 'include', 0 from campaign
    ), letter as (
      insert into deliveries (campaign_id, address_key, contact_id, list_id, state, reason, attempt, first_attempt_at, settled_at)
      select m.id, c.address_key, c.id, ${listId}, (case when c.id % 97 = 0 then 'bounced' else 'accepted' end)::delivery_state,
        case when c.id % 97 = 0 then 'mailbox-full' end, 1, now(), now()
      from campaign m, (select id, address_key from contacts where workspace_id = ${workspaceId} order by id limit ${letters}) c
    )
    select from campaign
  `.execute(db);
}
