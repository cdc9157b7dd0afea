import { createHash } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import type { MessageClass } from '@hikyaku/message';
import { sql } from 'kysely';
import type { Claim, ComposedLetter } from '../gate.ts';

/** A workspace with a list and a campaign that is sending, and a sender that owns slot 1. */
export type GateScene = { workspaceId: string; listId: string; campaignId: string; claim: Claim };

/** Somebody on the list, with a letter that waits; `letter` is that letter, composed. */
export type Waiting = { contactId: string; addressKey: Buffer; letter: ComposedLetter };

/** Sets it up. */
export async function gateScene(db: Db, messageClass: MessageClass = 'marketing'): Promise<GateScene> {
  const { rows } = await sql<{ workspace: string; list: string; campaign: string; sender: string }>`
    with w as (
      insert into workspaces (name, legal_name, postal_address, contact)
      values ('W', 'Example KK', 'Tokyo', 'w@example.com') returning id
    ), l as (
      insert into lists (workspace_id, name) select id, 'Weekly' from w returning id
    ), c as (
      insert into campaigns (workspace_id, class, name, status) select id, ${messageClass}, 'C', 'sending' from w returning id
    ), s as (
      insert into senders (host, boot_id, process, journal) values ('h', 'b', 'p', 'j') returning id
    )
    select w.id as workspace, l.id as list, c.id as campaign, s.id as sender from w, l, c, s
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('Nothing was made.');
  await sql`update lane_slots set sender_id = null where id = 1`.execute(db);
  const taken = await sql<{ epoch: string }>`
    select take_slot(1, ${row.sender}, interval '1 hour') as epoch
  `.execute(db);
  const claim = { senderId: row.sender, slotId: 1, epoch: taken.rows[0]?.epoch ?? '' };
  return { workspaceId: row.workspace, listId: row.list, campaignId: row.campaign, claim };
}

/** Adds a person to the list and a letter to them to the campaign. */
export async function somebody(db: Db, scene: GateScene, name: string): Promise<Waiting> {
  const addressKey = createHash('md5').update(name).digest();
  const { id: contactId } = await db
    .insertInto('contacts')
    .values({ workspace_id: scene.workspaceId, address_key: addressKey, email: `${name}@example.com` })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('subscriptions')
    .values({
      workspace_id: scene.workspaceId,
      list_id: scene.listId,
      contact_id: contactId,
      state: 'active',
      basis: 'consent',
      source: 'test',
    })
    .execute();
  await db
    .insertInto('deliveries')
    .values({ campaign_id: scene.campaignId, address_key: addressKey, contact_id: contactId, list_id: scene.listId })
    .execute();
  return {
    contactId,
    addressKey,
    letter: {
      ref: { campaignId: scene.campaignId, addressKey, letterNo: 0 },
      attempt: 0,
      envelope: { from: 'b@example.com', to: `${name}@example.com` },
      bytes: Buffer.from(`To: ${name}@example.com\r\n\r\nHello\r\n`),
    },
  };
}
