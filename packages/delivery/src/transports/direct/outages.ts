import type { Unreached } from '../../transport.ts';

/** Remembers for a minute what could not be reached, so that not every letter to it waits for it in vain. */
export type Outages = {
  /** Tries to reach what bears this name, or says at once why it was not reached lately. When the minute is over one tries again, for all. */
  attempt<Reached>(name: string, reach: () => Promise<Reached | Unreached>): Promise<Reached | Unreached>;
};

/** Less than the shortest usual wait of a deferred letter. */
const outageMs = 60_000;
const mostOutages = 10_000;

/** Opens one. `nowMs` never goes back. */
export function openOutages(nowMs: () => number): Outages {
  const outages = new Map<string, { unreached: Unreached; untilMs: number }>();

  function remember(name: string, unreached: Unreached): void {
    outages.set(name, { unreached, untilMs: nowMs() + outageMs });
    const [oldest] = outages.keys();
    if (outages.size > mostOutages && oldest !== undefined) outages.delete(oldest);
  }

  return {
    async attempt(name, reach) {
      const outage = outages.get(name);
      if (outage !== undefined && outage.untilMs > nowMs()) return { ...outage.unreached, remembered: true };
      // Until this one knows more, the others need not try.
      if (outage !== undefined) outage.untilMs = Number.POSITIVE_INFINITY;
      try {
        const result = await reach();
        outages.delete(name);
        if (isUnreached(result)) remember(name, result);
        return result;
      } catch (error) {
        outages.delete(name);
        throw error;
      }
    },
  };
}

function isUnreached(result: unknown): result is Unreached {
  return typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'unreached';
}
