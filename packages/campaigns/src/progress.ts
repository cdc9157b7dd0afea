import { type Books, balances, type DeliveryState, deliveryStates, isUnderway } from '@hikyaku/ledger';
import type { CampaignStatus } from './campaign.ts';

/** How far a campaign has come, derived from its rows: `settled` letters of those `targeted`, and whether the books balance. */
export type Progress = {
  status: CampaignStatus;
  counts: { targeted: number } & Record<DeliveryState, number>;
  settled: number;
  underway: number;
  balanced: boolean;
};

/** A campaign's progress: pure, from its status and its books. */
export function progress(status: CampaignStatus, books: Books): Progress {
  const sum = (states: readonly DeliveryState[]) => states.reduce((total, state) => total + books[state], 0);
  const underway = sum(deliveryStates.filter(isUnderway));
  const settled = sum(deliveryStates.filter((state) => !isUnderway(state)));
  return { status, counts: { ...books }, settled, underway, balanced: balances(books) };
}
