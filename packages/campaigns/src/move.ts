import type { Db } from '@hikyaku/database';
import { type EventKind, record } from '@hikyaku/events';
import { sql } from 'kysely';
import { type CampaignStatus, type CampaignVerb, nextStatus, type Refused } from './campaign.ts';
import { type Campaign, findCampaign, stateOf } from './find-campaign.ts';
import type { NotFound } from './problem.ts';

/** A change of status that has been made; `from` equals `to` for a repeat that changed nothing. */
export type Moved = { kind: 'moved'; campaign: Campaign; from: CampaignStatus; to: CampaignStatus };

/**
 * Does a verb, if the lifecycle allows it, with its event, in the transaction it is given. Holds the campaign exclusively: it
 * waits for gates and for a freeze's page that are under way, and they for it.
 */
export async function move(
  tx: Db,
  workspaceId: string,
  campaignId: string,
  { verb, event, reason }: { verb: CampaignVerb; event: EventKind; reason?: string },
): Promise<Moved | NotFound | Refused> {
  await sql`select pg_advisory_xact_lock(${campaignId})`.execute(tx);
  const campaign = await findCampaign(tx, workspaceId, campaignId);
  if (campaign === undefined || campaign.kind === 'stream') return { kind: 'not-found' };
  const next = nextStatus(stateOf(campaign), verb);
  if (!next.allowed) return { kind: 'refused', status: campaign.status, verb, message: next.message };
  const moved: Moved = { kind: 'moved', campaign, from: campaign.status, to: next.to };
  if (moved.from === moved.to && verb !== 'schedule') return moved;
  await sql`select move_campaign(${campaignId}, ${[moved.from]}::text[], ${moved.to}, ${reason ?? null})`.execute(tx);
  await record(tx, [
    { kind: event, workspaceId, campaignId, ...(reason === undefined ? {} : { details: { reason } }) },
  ]);
  return moved;
}
