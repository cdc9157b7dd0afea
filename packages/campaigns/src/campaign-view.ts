import type { Db } from '@hikyaku/database';
import { readBooks } from '@hikyaku/ledger';
import { type Campaign, findCampaign } from './find-campaign.ts';
import { type Progress, progress } from './progress.ts';
import { type LastSelfTest, lastSelfTest } from './self-test/last-self-test.ts';

/**
 * A campaign with its progress and its latest self-test, read in one snapshot, so that status and counts never contradict each
 * other.
 */
export type CampaignView = { campaign: Campaign; progress: Progress; selfTest: LastSelfTest | undefined };

/** Looks at a campaign of this workspace; undefined when it has none of that id. */
export async function viewCampaign(db: Db, workspaceId: string, campaignId: string): Promise<CampaignView | undefined> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const campaign = await findCampaign(tx, workspaceId, campaignId);
      if (campaign === undefined) return undefined;
      const books = await readBooks(tx, campaignId);
      return { campaign, progress: progress(campaign.status, books), selfTest: await lastSelfTest(tx, campaignId) };
    });
}
