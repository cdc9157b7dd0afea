import { type AudienceRow, audiencePageSql } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import type { DeliveryState } from '@hikyaku/ledger';
import { type StopFound, whatStops } from '@hikyaku/suppression';
import type { CampaignStatus } from './campaign.ts';
import { type Campaign, findCampaign } from './find-campaign.ts';
import { narrowingOf } from './narrowing-of.ts';

/** The letter's row in the books, where there is one. */
export type LetterSoFar = { state: DeliveryState; reason: string | null; attempts: number; settledAt: Date | null };

/** Why somebody is not among the people of a campaign that has no row for them. */
export type NotMeant = 'no-contact' | Exclude<AudienceRow['outcome'], 'member'> | 'on-no-list';

/**
 * May this campaign's letter go to this person, and why not? `notMeant` speaks of the lists (as the freeze does), `stops` of the gate (with
 * the gate's own question), `letter` of what happened so far. `goes`: nothing stands in the way but, perhaps, the campaign's own status.
 */
export type Why = {
  goes: boolean;
  status: CampaignStatus;
  listId: string | null;
  notMeant: NotMeant | null;
  stops: StopFound[];
  letter: LetterSoFar | null;
};

/** Answers it; undefined when the workspace has no such campaign. */
export async function why(
  db: Db,
  workspaceId: string,
  campaignId: string,
  addressKey: Buffer,
): Promise<Why | undefined> {
  const campaign = await findCampaign(db, workspaceId, campaignId);
  if (campaign === undefined) return undefined;
  const row = await latestRow(db, campaignId, addressKey);
  const meant = row ?? (await meantFor(db, campaign, addressKey));
  const asked = { workspaceId, class: campaign.class, campaignId, addressKey };
  const stops = await whatStops(db, { ...asked, listId: meant.listId, contactId: meant.contactId });
  const notMeant = 'notMeant' in meant ? meant.notMeant : null;
  const letter = row?.letter ?? null;
  const over = letter !== null && !['queued', 'deferred', 'attempting'].includes(letter.state);
  return {
    goes: notMeant === null && stops.length === 0 && !over,
    status: campaign.status,
    listId: meant.listId,
    notMeant,
    stops,
    letter,
  };
}

type Meant = { contactId: string | null; listId: string | null; notMeant: NotMeant | null };

/** A row says for which list and contact it was frozen. */
async function latestRow(db: Db, campaignId: string, addressKey: Buffer) {
  const row = await db
    .selectFrom('deliveries')
    .select(['contact_id', 'list_id', 'state', 'reason', 'attempt', 'settled_at'])
    .where('campaign_id', '=', campaignId)
    .where('address_key', '=', addressKey)
    .orderBy('letter_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const letter: LetterSoFar = {
    state: row.state,
    reason: row.reason,
    attempts: row.attempt,
    settledAt: row.settled_at,
  };
  return { contactId: row.contact_id, listId: row.list_id, letter };
}

/** Nobody is frozen yet, or not this person: asks as the freeze would, with its own statement, for a page of one. */
async function meantFor(db: Db, campaign: Campaign, addressKey: Buffer): Promise<Meant> {
  const contact = await db
    .selectFrom('contacts')
    .select('id')
    .where('workspace_id', '=', campaign.workspaceId)
    .where('address_key', '=', addressKey)
    .executeTakeFirst();
  if (contact === undefined) return { contactId: null, listId: null, notMeant: 'no-contact' };
  const audience = {
    workspaceId: campaign.workspaceId,
    includeLists: campaign.lists,
    excludeLists: campaign.exclude,
    narrowing: await narrowingOf(db, campaign.id),
  };
  const before = (BigInt(contact.id) - 1n).toString();
  const { rows } = await audiencePageSql(audience, { after: before, limit: 1 }).execute(db);
  const found = rows.find((row) => row.contact_id === contact.id);
  if (found === undefined) return { contactId: contact.id, listId: null, notMeant: 'on-no-list' };
  const { outcome, list_id: listId } = found;
  return { contactId: contact.id, listId, notMeant: outcome === 'member' ? null : outcome };
}
