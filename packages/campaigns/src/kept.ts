/** How a `keeper` keeps: at most so many values, those used longest ago going first, each at most so long (for ever by default). */
export type Keeping = { most: number; forMs?: number; nowMs?: () => number };

/**
 * Keeps what was loaded for a key, so that it is loaded once. A load under way is shared; one that fails is not kept.
 */
export function keeper<Value>({ most, forMs = Infinity, nowMs = () => performance.now() }: Keeping) {
  const kept = new Map<string, { value: Promise<Value>; until: number }>();
  return (key: string, load: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key);
    kept.delete(key);
    const fresh = known !== undefined && known.until > nowMs() ? known : { value: load(), until: nowMs() + forMs };
    kept.set(key, fresh);
    fresh.value.catch(() => {
      if (kept.get(key) === fresh) kept.delete(key);
    });
    if (kept.size > most) kept.delete(kept.keys().next().value ?? key);
    return fresh.value;
  };
}
