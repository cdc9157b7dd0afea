import { createHash } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import { addressKey, type Keyring, parseAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import { createDraft, type NewDraft } from '../draft.ts';
import type { Campaign } from '../find-campaign.ts';
import { prepare } from '../prepare.ts';
import { schedule } from '../schedule.ts';
import { createWorkspace, type NewWorkspace } from '../workspace.ts';

/** The secrets of these tests. */
export const keyring: Keyring = [{ id: 1, secret: Buffer.alloc(32, 1) }];
export const pepper: Buffer = Buffer.alloc(32, 7);
export const publicUrl = 'http://localhost:3001';

/** Wake-ups that nobody hears. */
export const wake = async () => {};
export const remind = async () => {};

/** The way out of these campaigns is tried elsewhere (self-test.test.ts). */
export const isSound = async () => true;

/** What verbs of these tests are given. */
export function depsFor(db: Db) {
  return { db, pepper, keyring, publicUrl, wake, remind };
}

/** A workspace of one test's own; its id. */
export async function newWorkspace(db: Db, wanted: Partial<NewWorkspace> = {}): Promise<string> {
  const made = await createWorkspace(db, {
    name: 'Test',
    legalName: '株式会社テスト',
    postalAddress: '東京都千代田区1-1',
    contact: 'help@example.com',
    ...wanted,
  });
  if (made.kind !== 'created') throw new Error(JSON.stringify(made));
  return made.workspace.id;
}

/** A list; its id. */
export async function newList(db: Db, workspaceId: string, name = 'お知らせ'): Promise<string> {
  const row = await db
    .insertInto('lists')
    .values({ workspace_id: workspaceId, name })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The address key of a text that is an address. */
export function keyOf(email: string): Buffer {
  const parsed = parseAddress(email);
  if (!parsed.ok) throw new Error(parsed.reason);
  return addressKey(pepper, parsed.address);
}

/** A contact on lists; its id. */
export async function join(
  db: Db,
  workspaceId: string,
  email: string,
  lists: readonly string[],
  { fields = {}, state = 'active' }: { fields?: Record<string, unknown>; state?: 'active' | 'pending' } = {},
): Promise<string> {
  const row = await db
    .insertInto('contacts')
    .values({ workspace_id: workspaceId, address_key: keyOf(email), email, fields: JSON.stringify(fields) })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'address_key']).doUpdateSet({ email }))
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const list of lists) {
    await db
      .insertInto('subscriptions')
      .values({ workspace_id: workspaceId, list_id: list, contact_id: row.id, state, basis: 'consent', source: 'test' })
      .execute();
  }
  return row.id;
}

/** Many contacts on a list, by one statement; their addresses are a0@…, a1@…. */
export async function crowd(db: Db, workspaceId: string, list: string, people: number): Promise<void> {
  const emails = Array.from(
    { length: people },
    (_, n) => `a${n}@${createHash('md5').update(list).digest('hex')}.example`,
  );
  await sql`
    with people as (
      insert into contacts (workspace_id, address_key, email, fields)
      select ${workspaceId}, k, e, '{"name": "花子"}'
      from unnest(${emails.map(keyOf)}::bytea[], ${emails}::text[]) u(k, e)
      returning id
    )
    insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source)
    select ${workspaceId}, ${list}, id, 'active', 'consent', 'test' from people
  `.execute(db);
}

/** A "no", as it stands in the table. */
export async function suppress(
  db: Db,
  workspaceId: string,
  email: string,
  scope: 'list' | 'marketing' | 'all',
  listId: string | null = null,
): Promise<void> {
  await db
    .insertInto('suppressions')
    .values({
      workspace_id: workspaceId,
      address_key: keyOf(email),
      scope,
      list_id: listId,
      reason: 'unsubscribed',
      source: 'test',
      masked_email: 'x***',
    })
    .execute();
}

/** A draft that nothing stands in the way of. */
export async function newDraft(
  db: Db,
  workspaceId: string,
  lists: readonly string[],
  wanted: Partial<NewDraft> = {},
): Promise<Campaign> {
  const made = await createDraft(db, workspaceId, {
    name: '秋のたより',
    lists,
    from: { name: '飛脚商店', email: 'news@shop.example' },
    subject: "{{default contact.name 'お客'}}さまへ",
    text: 'こんにちは {{data.season}} {{unsubscribe_url}}',
    data: { season: '秋' },
    ...wanted,
  });
  if (made.kind !== 'created') throw new Error(JSON.stringify(made));
  return made.campaign;
}

/** A campaign scheduled for now and frozen to the end. */
export async function sendingCampaign(
  db: Db,
  workspaceId: string,
  lists: readonly string[],
  wanted: Partial<NewDraft> = {},
): Promise<string> {
  const { id } = await newDraft(db, workspaceId, lists, wanted);
  const scheduled = await schedule(depsFor(db), workspaceId, id, 'now');
  if (scheduled.kind !== 'scheduled') throw new Error(JSON.stringify(scheduled));
  const prepared = await prepare({ db, wake, pageSize: 100, isSound }, id);
  if (prepared.kind !== 'sending') throw new Error(JSON.stringify(prepared));
  return id;
}
