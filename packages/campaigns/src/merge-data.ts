import type { MergeData } from '@hikyaku/rendering';
import type { Workspace } from './workspace.ts';

/** What every letter of a campaign is rendered with, whoever it goes to. */
export type SharedData = Pick<MergeData, 'campaign' | 'workspace' | 'data'>;

/** The fields that `{{campaign.*}}`, `{{workspace.*}}` and `{{data.*}}` can name. */
export function sharedData(
  campaign: { name: string; from: { name: string; email: string } },
  workspace: Pick<Workspace, 'name' | 'legalName' | 'postalAddress' | 'contact' | 'timeZone'>,
  data: Record<string, unknown>,
): SharedData {
  return {
    campaign: { name: campaign.name, from_name: campaign.from.name, from_email: campaign.from.email },
    workspace: {
      name: workspace.name,
      legal_name: workspace.legalName,
      postal_address: workspace.postalAddress,
      contact: workspace.contact,
      // Dates in letters are told in this zone.
      time_zone: workspace.timeZone,
    },
    data,
  };
}

/** The links of one letter. Without a preference page of its own, as in a test copy, one page serves all three. */
export function linkData(unsubscribeUrl: string, preferencesUrl: string = unsubscribeUrl) {
  return { unsubscribe_url: unsubscribeUrl, preferences_url: preferencesUrl, view_url: unsubscribeUrl };
}
