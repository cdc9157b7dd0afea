/** How many refused tokens (or letters asked for) one client may show in a window, and how many clients are remembered at once. */
export type GuessLimitOptions = { most?: number; windowMs?: number; remembered?: number; nowMs?: () => number };

/**
 * Counts the refused tokens of each client (WEB-6): true while they are within the limit, 20 a minute. Only those who guess are ever
 * counted, so that a token that verifies is never throttled. Bounded: the client seen longest ago is forgotten first.
 */
export function guessLimit(options: GuessLimitOptions = {}): (client: string) => boolean {
  const { most = 20, windowMs = 60_000, remembered = 10_000, nowMs = () => performance.now() } = options;
  const guesses = new Map<string, { count: number; since: number }>();
  return (client) => {
    const now = nowMs();
    const seen = guesses.get(client);
    const current = seen !== undefined && now - seen.since < windowMs ? seen : { count: 0, since: now };
    current.count += 1;
    // Taken out and put back, so that the map's own order is the order of last sight.
    guesses.delete(client);
    guesses.set(client, current);
    if (guesses.size > remembered) guesses.delete(guesses.keys().next().value ?? '');
    return current.count <= most;
  };
}
