import type { Scoped, Wished } from '@hikyaku/ledger';

/**
 * What a person wants short of a "no", for the newsletters of one workspace: none until a moment, or at most so many (1 to 1,000) in so
 * many days (1 to 366). A later wish of the same kind takes the place of the one before. The reason of its row is `asked`.
 */
export type Wish = Wished & ({ scope: 'snooze'; until: Date } | { scope: 'fewer'; most: number; days: number });

/** Whether it is a wish, not a "no". */
export function isWish(asked: Scoped | Wish): asked is Wish {
  return asked.scope === 'snooze' || asked.scope === 'fewer';
}

/** The terms of a wish as its row keeps them; none for a "no". */
export function termsOf(asked: Scoped | Wish): { until: Date | null; most: number | null; days: number | null } {
  if (asked.scope === 'snooze') return { until: asked.until, most: null, days: null };
  if (asked.scope === 'fewer') return { until: null, most: asked.most, days: asked.days };
  return { until: null, most: null, days: null };
}
