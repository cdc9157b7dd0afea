/** What has become of one letter. `queued`, `attempting` and `deferred` are on their way; `uncertain` waits for a person or a late truth. */
export const deliveryStates = [
  'queued',
  'attempting',
  'accepted',
  'deferred',
  'bounced',
  'withheld',
  'failed',
  'uncertain',
] as const;

/** One of the eight states. */
export type DeliveryState = (typeof deliveryStates)[number];

/** The key of one letter's row. */
export type LetterKey = { campaignId: string; addressKey: Buffer; letterNo: number };

/** Whether a letter in this state may still leave: a campaign with such a letter is not finished. */
export function isUnderway(state: DeliveryState): boolean {
  return state === 'queued' || state === 'attempting' || state === 'deferred';
}
