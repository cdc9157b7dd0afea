import type { Party } from './verdict.ts';

/** Remembers how often each address was seen, and when first. */
export interface Acquaintances {
  meet(address: string, at: number): Party;
  forget(): void;
}

/** Holds at most `limit` addresses; beyond that the one met first is forgotten. */
export function createAcquaintances(limit: number): Acquaintances {
  const met = new Map<string, { count: number; firstSeenAt: number }>();
  return {
    meet(address, at) {
      const key = address.toLowerCase();
      const known = met.get(key);
      if (known) {
        known.count += 1;
        return { address, attempt: known.count, firstSeenAt: known.firstSeenAt };
      }
      if (met.size >= limit) {
        const [oldest] = met.keys();
        if (oldest !== undefined) met.delete(oldest);
      }
      met.set(key, { count: 1, firstSeenAt: at });
      return { address, attempt: 1, firstSeenAt: at };
    },
    forget: () => met.clear(),
  };
}
