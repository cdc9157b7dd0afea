/** A campaign that has letters due, and whose it is. */
export type DueCampaign = { campaignId: string; workspaceId: string };

/** Whose letter is next. */
export type Turns = {
  /** Lets a campaign in at the end of the round; one that is in stays where it is. */
  join(campaign: DueCampaign): void;
  /** The campaign whose letter is next, which is counted as sent; undefined when nobody is in. */
  next(): string | undefined;
  /** A campaign that has nothing due loses its place. */
  leave(campaignId: string): void;
};

/** Letters in a row. Small enough for a campaign of some hundreds to see its turn often, and large enough to read a batch in stretches. */
export const quantum = 50;

/**
 * Deficit round robin in two levels: workspaces take turns of fifty letters, and within each its campaigns do, so that twenty
 * campaigns get one of them no more than one would. Every letter costs one. `headStart` is how many letters of others may be in
 * hand already when a campaign comes in: its first turn is longer by as many, once, so that it does not pay for what was taken
 * ahead of it.
 */
export function openTurns(headStart: number): Turns {
  const workspaces = openRound(headStart);
  const campaignsOf = new Map<string, Round>();
  const ownerOf = new Map<string, string>();
  return {
    join({ campaignId, workspaceId }) {
      if (ownerOf.has(campaignId)) return;
      ownerOf.set(campaignId, workspaceId);
      workspaces.join(workspaceId);
      const campaigns = campaignsOf.get(workspaceId) ?? openRound(headStart);
      campaignsOf.set(workspaceId, campaigns);
      campaigns.join(campaignId);
    },
    next() {
      const workspaceId = workspaces.next();
      return workspaceId === undefined ? undefined : campaignsOf.get(workspaceId)?.next();
    },
    leave(campaignId) {
      const workspaceId = ownerOf.get(campaignId);
      if (workspaceId === undefined) return;
      ownerOf.delete(campaignId);
      const campaigns = campaignsOf.get(workspaceId);
      campaigns?.leave(campaignId);
      if (campaigns?.isEmpty() === true) workspaces.leave(workspaceId);
    },
  };
}

type Round = { join(id: string): void; next(): string | undefined; leave(id: string): void; isEmpty(): boolean };

function openRound(headStart: number): Round {
  // In the order of the round: the first is whose turn it is, with the letters that are left of it.
  const left = new Map<string, number>();
  const seen = new Set<string>();
  return {
    join(id) {
      left.set(id, quantum + (seen.has(id) ? 0 : headStart));
      seen.add(id);
    },
    next() {
      const [first] = left;
      if (first === undefined) return undefined;
      const [id, letters] = first;
      if (letters > 1) left.set(id, letters - 1);
      else {
        left.delete(id);
        left.set(id, quantum);
      }
      return id;
    },
    leave: (id) => void left.delete(id),
    isEmpty: () => left.size === 0,
  };
}
