import type { Db } from '@hikyaku/database';
import { readBooksByLane } from '@hikyaku/ledger';
import { comingDepartures, type Departure } from './departures.ts';
import { type Campaign, findCampaign } from './find-campaign.ts';
import { type LaneProgress, lanesOf } from './lane-progress.ts';
import { type Progress, progress } from './progress.ts';
import { type LastSelfTest, lastSelfTest } from './self-test/last-self-test.ts';

/**
 * A campaign with its progress, lane by lane too, and its latest self-test, read in one snapshot, so that status and counts never
 * contradict each other.
 */
export type CampaignView = {
  campaign: Campaign;
  progress: Progress;
  lanes: LaneProgress[];
  /** Of a campaign that goes at each person's local time: what is still to come, the next first. */
  departures: Departure[];
  selfTest: LastSelfTest | undefined;
};

/** Looks at a campaign of this workspace; undefined when it has none of that id. */
export async function viewCampaign(db: Db, workspaceId: string, campaignId: string): Promise<CampaignView | undefined> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const campaign = await findCampaign(tx, workspaceId, campaignId);
      if (campaign === undefined) return undefined;
      const { books, lanes } = await readBooksByLane(tx, campaignId);
      const fromDomain = campaign.from.email.split('@').at(-1)?.toLowerCase() ?? '';
      return {
        campaign,
        progress: progress(campaign.status, books),
        departures: campaign.localAt === null ? [] : await comingDepartures(tx, campaignId),
        lanes: await lanesOf(tx, { id: campaignId, fromDomain }, lanes),
        selfTest: await lastSelfTest(tx, campaignId),
      };
    });
}
