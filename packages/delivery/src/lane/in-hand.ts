/** Counts what is in somebody's hands. */
export type InHand = {
  take(): void;
  putDown(): void;
  readonly count: number;
  /** Undefined when nothing is in hand; else resolves when nothing is. */
  empty(): Promise<void> | undefined;
};

/** Begins with empty hands. */
export function countInHand(): InHand {
  let inHand = 0;
  let emptied = Promise.withResolvers<void>();
  return {
    get count() {
      return inHand;
    },
    take() {
      inHand += 1;
    },
    putDown() {
      inHand -= 1;
      if (inHand > 0) return;
      emptied.resolve();
      emptied = Promise.withResolvers();
    },
    empty: () => (inHand === 0 ? undefined : emptied.promise),
  };
}
