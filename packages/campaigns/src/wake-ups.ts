/** Asks for a campaign to be prepared at a time. Only a reminder: when it fails or is lost, the reconciler finds the due row. */
export type Remind = (campaignId: string, at: Date) => Promise<void>;

/** Tells lane slots that they have work. Only a nudge: when it fails or is lost, the reconciler finds the batches. */
export type Wake = (slotIds: readonly number[]) => Promise<void>;
