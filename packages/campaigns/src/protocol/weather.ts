/** How rough the world is: what happens how often, and how long it takes. Shares are from 0 to 1, rates are per second. */
export type Weather = {
  people: number;
  /** How long everything goes on at most before it calms down. */
  stormMs: number;
  /** People who leave at the same time, and the share of them whose letter is moving at that moment. */
  leavers: number;
  hot: number;
  kills: number;
  /** Freezes of a whole process: mostly shorter than its lease, or (this share) longer than it takes to be given up. */
  freezes: number;
  longFreezes: number;
  /** A whole machine stops for a while, and nobody on it can end its hung senders. */
  suspensions: number;
  /** The share of letters whose sender is frozen between the last check and the mark. */
  freezesAtTheDot: number;
  /** Database connections cut in the middle of a statement. */
  cuts: number;
  /** Share of answers that are lost, by the statement. */
  lostGates: number;
  lostSettles: number;
  lostTakes: number;
  /** Rows held for some milliseconds by somebody else. */
  blockers: number;
  /** A slot's tick begun anew by the sender that is at it. */
  doubleTicks: number;
  pauses: number;
  contactChanges: number;
  /** Uncertain letters that a person sends again. */
  resends: number;
  /** What the receiver does: shares of letters, and milliseconds. */
  deferred: number;
  bounced: number;
  lostReplies: number;
  brokenLines: number;
  dialogueMs: number;
  travelMs: number;
  /** Share of letters whose final dot travels slowly (up to ten times as long). */
  slowTravel: number;
  answerMs: number;
  /** Share of the database functions' steps that dawdle, and for how long at most. */
  lag: number;
  lagMs: number;
};

/** A bit of everything. */
export const anyWeather: Weather = {
  people: 260,
  stormMs: 4_000,
  leavers: 7,
  hot: 0.7,
  kills: 6,
  freezes: 6,
  longFreezes: 0.4,
  suspensions: 0.4,
  freezesAtTheDot: 0.01,
  cuts: 8,
  lostGates: 0.03,
  lostSettles: 0.03,
  lostTakes: 0.02,
  blockers: 40,
  doubleTicks: 6,
  pauses: 4,
  contactChanges: 20,
  resends: 4,
  deferred: 0.08,
  bounced: 0.04,
  lostReplies: 0.04,
  brokenLines: 0.02,
  dialogueMs: 14,
  travelMs: 6,
  slowTravel: 0.05,
  answerMs: 14,
  lag: 0.15,
  lagMs: 10,
};

/** Only what is asked for goes wrong: the rest of the world is calm, so that what is looked for is likely. */
export const fairWeather: Weather = {
  ...anyWeather,
  kills: 0,
  freezes: 0,
  suspensions: 0,
  freezesAtTheDot: 0,
  cuts: 0,
  lostGates: 0,
  lostSettles: 0,
  lostTakes: 0,
  blockers: 0,
  doubleTicks: 0,
  pauses: 0,
  contactChanges: 0,
  resends: 0,
  deferred: 0.02,
  bounced: 0,
  lostReplies: 0,
  brokenLines: 0,
};
