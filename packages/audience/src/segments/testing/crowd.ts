import type { Db } from '@hikyaku/database';
import fc from 'fast-check';
import { sql } from 'kysely';
import { newList, newWorkspace } from '../../testing.ts';

/** What somebody is to a list; `left-pending` had not confirmed either. */
export type Standing = 'none' | 'active' | 'pending' | 'left' | 'left-pending' | 'confirmed-again' | 'rejoined';

/** A person as a test makes them up: fields, the standing on two lists since when, and the states of their letters of one campaign. */
export type Person = {
  email: string;
  fields: Record<string, string | number | boolean>;
  lists: { standing: Standing; joinedAt: Date }[];
  letters: string[];
};

/** A crowd in a workspace of its own: the ids of its two lists and its campaign, and of its people in their order. */
export type Place = { workspaceId: string; lists: string[]; campaign: string; ids: string[] };

/** Values that are alike in some way: width, case, numbers and days in several spellings, and what could break out of SQL. */
export const values = [
  'Gold',
  'gold',
  'ＧＯＬＤ',
  'gold member',
  "o'clock'; drop table contacts; --",
  '%_\\',
  '東京',
  '12',
  '１２',
  '1,200',
  '12,34',
  '-3.5',
  ' 7 ',
  '2026-01-31',
  '2026/2/1',
  '2026年2月5日 10:00',
  '2026-02-31',
  '2026-13-01',
  '20260131',
  '',
] as const;

/** Moments about the turn of a day in Tokyo, in New York and in UTC. */
export const moments = [
  '2026-01-20T12:00:00.000Z',
  '2026-01-31T04:59:59.999Z',
  '2026-01-31T05:00:00.000Z',
  '2026-01-31T14:59:59.999Z',
  '2026-01-31T15:00:00.000Z',
  '2026-02-01T00:00:00.000Z',
] as const;

const states = ['queued', 'attempting', 'accepted', 'deferred', 'bounced', 'withheld', 'failed', 'uncertain'] as const;

const standing = fc.constantFrom<Standing>(
  'none',
  'active',
  'active',
  'pending',
  'left',
  'left-pending',
  'confirmed-again',
  'rejoined',
);

/** People of every kind. */
export const person: fc.Arbitrary<Person> = fc.record({
  email: fc.constantFrom('a@example.com', 'Ｂ@example.jp', 'gold@example.com'),
  fields: fc.dictionary(
    fc.constantFrom('plan', 'day'),
    fc.oneof(fc.constantFrom(...values), fc.boolean(), fc.constantFrom(12, -3.5, 0)),
  ),
  lists: fc.array(fc.record({ standing, joinedAt: fc.constantFrom(...moments).map((moment) => new Date(moment)) }), {
    minLength: 2,
    maxLength: 2,
  }),
  letters: fc.array(fc.constantFrom(...states), { maxLength: 2 }),
});

/** Makes the crowd without the verbs of the package, so that nothing is tested with itself. */
export async function populate(db: Db, crowd: readonly Person[]): Promise<Place> {
  const workspaceId = await newWorkspace(db);
  const lists = [await newList(db, workspaceId), await newList(db, workspaceId)];
  const { id: campaign } = await db
    .insertInto('campaigns')
    .values({ workspace_id: workspaceId, class: 'marketing', name: 'Autumn' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const ids: string[] = [];
  for (const [n, { email, fields, lists: standings, letters }] of crowd.entries()) {
    const { id, address_key: key } = await db
      .insertInto('contacts')
      .values({
        workspace_id: workspaceId,
        address_key: sql<Buffer>`decode(md5(${`${workspaceId}-${n}`}), 'hex')`,
        email,
        fields: JSON.stringify(fields),
      })
      .returning(['id', 'address_key'])
      .executeTakeFirstOrThrow();
    ids.push(id);
    for (const [i, { standing: as, joinedAt }] of standings.entries()) {
      if (as !== 'none') await stand(db, { workspaceId, list: lists[i] ?? '', contact: id, key }, as, joinedAt);
    }
    for (const [letterNo, state] of letters.entries()) {
      await sql`
        insert into deliveries (campaign_id, address_key, letter_no, contact_id, state)
        values (${campaign}, ${key}, ${letterNo}, ${id}, ${state}::delivery_state)
      `.execute(db);
    }
  }
  return { workspaceId, lists, campaign, ids };
}

type Where = { workspaceId: string; list: string; contact: string; key: Buffer };

async function stand(db: Db, { workspaceId, list, contact, key }: Where, as: Standing, joinedAt: Date): Promise<void> {
  const hoursLater = (hours: number) => new Date(joinedAt.getTime() + hours * 3_600_000);
  await sql`
    insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source, joined_at, confirmed_at)
    values (${workspaceId}, ${list}, ${contact}, ${as.endsWith('pending') ? 'pending' : 'active'}, 'consent', 'test',
      ${joinedAt}, ${as === 'confirmed-again' ? hoursLater(2) : null})
  `.execute(db);
  if (as === 'active' || as === 'pending') return;
  await sql`
    insert into suppressions (address_key, scope, workspace_id, list_id, reason, source, masked_email, suppressed_at)
    values (${key}, 'list', ${workspaceId}, ${list}, 'unsubscribed', 'test', 'x', ${hoursLater(as === 'rejoined' ? -24 : 1)})
  `.execute(db);
}
