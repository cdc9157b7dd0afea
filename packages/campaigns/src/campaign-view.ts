import type { Db } from '@hikyaku/database';
import { readBooks } from '@hikyaku/ledger';
import { type Campaign, findCampaign } from './find-campaign.ts';
import { type Progress, progress } from './progress.ts';

/** A campaign with its progress, both read in one snapshot, so that status and counts never contradict each other. */
export type CampaignView = { campaign: Campaign; progress: Progress };

/** Looks at a campaign of this workspace; undefined when it has none of that id. */
export async function viewCampaign(db: Db, workspaceId: string, campaignId: string): Promise<CampaignView | undefined> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const campaign = await findCampaign(tx, workspaceId, campaignId);
      if (campaign === undefined) return undefined;
      return { campaign, progress: progress(campaign.status, await readBooks(tx, campaignId)) };
    });
}
