/** What passed through the receivers since the start or the last emptying; the two "now" figures are live. */
export interface Stats {
  /** Answered with 2yz after the final dot. */
  accepted: number;
  /** Answered with 4yz or 5yz at any stage of a transaction. */
  refused: number;
  /** Ended without an answer, on either side's account. */
  dropped: number;
  /** Connections turned away at the greeting. */
  refusedConnections: number;
  /** Open connections now. */
  connections: number;
  /** Connections that have got 354 and have not been answered yet, now. */
  connectionsPastData: number;
  /** The most connections past DATA at any moment. */
  peak: number;
  /** The most open connections at any moment. */
  peakConnections: number;
  /** Id of the newest entry of the record, 0 before the first. */
  lastId: number;
}

/** A fresh set of counters. */
export const noTraffic = (): Stats => ({
  accepted: 0,
  refused: 0,
  dropped: 0,
  refusedConnections: 0,
  connections: 0,
  connectionsPastData: 0,
  peak: 0,
  peakConnections: 0,
  lastId: 0,
});

/** Starts the totals again and keeps what is live, and the ids. */
export function resetTotals(stats: Stats): void {
  const { connections, connectionsPastData, lastId } = stats;
  Object.assign(stats, noTraffic(), { connections, connectionsPastData, lastId });
  stats.peak = connectionsPastData;
  stats.peakConnections = connections;
}
