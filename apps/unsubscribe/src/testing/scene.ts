import { randomBytes } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import { type Keyring, parseKeyring } from '@hikyaku/message';
import { mintToken } from '@hikyaku/suppression';

/** A sender with a newsletter, a reader of it, and a way to mint tokens as letters carry them. */
export type Scene = {
  workspaceId: string;
  listId: string;
  campaignId: string;
  addressKey: Buffer;
  token: (of?: { list?: null; kind?: 'live' | 'inert' }) => string;
};

/** The keys of the tests: two, so that an older one is there to verify with. */
export const keyring: Keyring = parseKeyring(
  `2:${Buffer.alloc(32, 2).toString('base64')},1:${Buffer.alloc(32, 1).toString('base64')}`,
);

/** The key of the tests' address keys. */
export const pepper: Buffer = Buffer.alloc(32, 7);

/** Writes a scene of its own into the database; the campaign is being sent. */
export async function openScene(
  db: Db,
  names: { sender?: string; list?: string; email?: string; locale?: 'ja' | 'en' } = {},
): Promise<Scene> {
  const addressKey = randomBytes(16);
  const workspace = await db
    .insertInto('workspaces')
    .values({
      name: 'kumo',
      legal_name: names.sender ?? '株式会社くも',
      postal_address: '東京都',
      contact: 'info@kumo.example',
      locale: names.locale ?? 'ja',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const workspace_id = workspace.id;
  const list = await db
    .insertInto('lists')
    .values({ workspace_id, name: names.list ?? '週刊くも' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('contacts')
    .values({ workspace_id, address_key: addressKey, email: names.email ?? 'hanako@docomo.example.jp' })
    .execute();
  const campaign = await db
    .insertInto('campaigns')
    .values({ workspace_id, class: 'marketing', name: '第 1 号', status: 'sending' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const ref = { campaignId: campaign.id, addressKey, letterNo: 0 };
  return {
    workspaceId: workspace_id,
    listId: list.id,
    campaignId: campaign.id,
    addressKey,
    token: ({ list: only, kind = 'live' } = {}) =>
      mintToken(keyring, { workspaceId: workspace_id, listId: only === null ? null : list.id, ref }, kind),
  };
}

/** Writes the reader's letter of the scene's campaign into the ledger. */
export async function addLetter(db: Db, scene: Scene, state: 'queued' | 'attempting', letterNo = 0): Promise<void> {
  await db
    .insertInto('deliveries')
    .values({
      campaign_id: scene.campaignId,
      address_key: scene.addressKey,
      letter_no: letterNo,
      list_id: scene.listId,
      state,
      attempt: state === 'attempting' ? 1 : 0,
    })
    .execute();
}

/** What stands against the scene's reader, oldest first. */
export async function suppressionsOf(db: Db, scene: Scene) {
  return db
    .selectFrom('suppressions')
    .select(['scope', 'list_id', 'reason', 'source', 'suppressed_at'])
    .where('address_key', '=', scene.addressKey)
    .orderBy('id')
    .execute();
}

/** The events of the scene's reader, oldest first. */
export async function eventsOf(db: Db, scene: Scene) {
  return db
    .selectFrom('events')
    .select(['kind', 'list_id', 'details'])
    .where('address_key', '=', scene.addressKey)
    .orderBy('id')
    .execute();
}

/** The events of the scene's reader once there are so many: how a leaving ended is told after it was answered. */
export async function eventsFrom(db: Db, scene: Scene, count: number): ReturnType<typeof eventsOf> {
  for (;;) {
    const events = await eventsOf(db, scene);
    if (events.length >= count) return events;
  }
}
