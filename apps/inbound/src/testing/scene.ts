import { randomBytes } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import { parseKeyring, parsePepper, replyAddress, signingKey, unsubscribeAddress } from '@hikyaku/message';

/** The keys of the tests. */
export const keyring = parseKeyring(`2:${Buffer.alloc(32, 2).toString('base64')}`);

/** The pepper of the tests. */
export const pepper = parsePepper(Buffer.alloc(32, 7).toString('base64'));

/** The domain of the tests' addresses. */
export const domain = 'in.kumo.example';

/** A reader of a newsletter, whose letter stands in the ledger, and the addresses that this letter names: to leave, to answer, and its sender's. */
export type Scene = {
  workspaceId: string;
  listId: string;
  campaignId: string;
  addressKey: Buffer;
  address: string;
  answer: string;
  sender: string;
};

/** Writes a scene of its own into the database; the letter is in this state, and speaks of its list or of none. */
export async function openScene(
  db: Db,
  letter: { state?: 'queued' | 'attempting' | 'accepted'; ofList?: boolean } = {},
): Promise<Scene> {
  const { state = 'accepted', ofList = true } = letter;
  const addressKey = randomBytes(16);
  const sender = 'Desk@kumo.example';
  const words = {
    legal_name: '株式会社くも',
    postal_address: '東京都',
    contact: 'info@kumo.example',
    locale: 'ja' as const,
  };
  const workspace = await db
    .insertInto('workspaces')
    .values({ name: 'kumo', ...words })
    .returning('id')
    .executeTakeFirstOrThrow();
  const workspace_id = workspace.id;
  const list = await db
    .insertInto('lists')
    .values({ workspace_id, name: '週刊くも' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const campaign = await db
    .insertInto('campaigns')
    .values({
      workspace_id,
      class: 'marketing',
      name: '第 1 号',
      status: 'sending',
      from_email: 'news@kumo.example',
      reply_to: sender,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('deliveries')
    .values({
      campaign_id: campaign.id,
      address_key: addressKey,
      list_id: ofList ? list.id : null,
      state,
      attempt: state === 'queued' ? 0 : 1,
    })
    .execute();
  const ref = { campaignId: campaign.id, addressKey, letterNo: 0 };
  const address = unsubscribeAddress(signingKey(keyring, 'unsubscribe-address'), ref, domain);
  const answer = replyAddress(signingKey(keyring, 'reply-address'), ref, domain);
  return { workspaceId: workspace_id, listId: list.id, campaignId: campaign.id, addressKey, address, answer, sender };
}

/** What stands against the scene's reader. */
export function suppressionsOf(db: Db, scene: Scene) {
  return db
    .selectFrom('suppressions')
    .select(['scope', 'list_id', 'reason', 'source'])
    .where('address_key', '=', scene.addressKey)
    .orderBy('id')
    .execute();
}

/** The events of the scene's reader once there are so many: how a leaving ended is told after it was answered. */
export async function eventsFrom(db: Db, scene: Scene, count: number) {
  for (;;) {
    const events = await db
      .selectFrom('events')
      .select(['kind', 'list_id', 'details'])
      .where('address_key', '=', scene.addressKey)
      .orderBy('id')
      .execute();
    if (events.length >= count) return events;
  }
}
