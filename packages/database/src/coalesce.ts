/** Asks for one item; answers when the statement that carried it is done. */
export type Coalesced<Item, Answer> = (item: Item) => Promise<Answer>;

/**
 * How items share statements: at most `most` in one. While there is much to do, a statement waits until `enough` have come, until none
 * has come for `lullMs` (whoever would ask may be waiting for an answer), or for `patienceMs`; nothing ever waits when there is little to do.
 */
export type Coalescing = { most: number; enough: number; lullMs: number; patienceMs: number };

/** A statement that carried fewer than this was sent when there was little to do. */
const busyFrom = 8;

/**
 * Turns a statement over many items into a call for one. One statement is under way at a time; what arrives meanwhile shares the
 * next, and with none under way a call goes out at once, with whatever else this turn of the event loop brought. Without the wait
 * for `enough` a fast database would be asked about ten at a time, at twice the cost (48 µs an item at 20, 11 at 500).
 * `run` answers item by item, in order; when it fails, every item it carried fails with the same error.
 */
export function coalesce<Item, Answer extends {}>(
  run: (items: Item[]) => Promise<Answer[]>,
  { most, enough, lullMs, patienceMs }: Coalescing,
): Coalesced<Item, Answer> {
  type Waiting = { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let busy = false;
  let goOn: (() => void) | undefined;

  async function drain(): Promise<void> {
    let carried = 0;
    while (waiting.length > 0) {
      if (carried >= busyFrom && waiting.length < enough) await gathered();
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      carried = group.length;
      await carry(group);
    }
    busy = false;
  }

  function gathered(): Promise<void> {
    const until = performance.now() + patienceMs;
    return new Promise((resolve) => {
      let seen = waiting.length;
      const looks = setInterval(() => {
        const lull = waiting.length === seen;
        seen = waiting.length;
        if (lull || performance.now() + lullMs > until) goOn?.();
      }, lullMs);
      goOn = () => {
        clearInterval(looks);
        goOn = undefined;
        resolve();
      };
    });
  }

  async function carry(group: readonly Waiting[]): Promise<void> {
    try {
      const answers = await run(group.map((entry) => entry.item));
      group.forEach((entry, i) => {
        const answer = answers.at(i);
        if (answer === undefined) entry.reject(new Error(`No answer for item ${i + 1} of ${group.length}.`));
        else entry.resolve(answer);
      });
    } catch (error) {
      for (const entry of group) entry.reject(error);
    }
  }

  return (item) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length >= enough) goOn?.();
      if (busy) return;
      busy = true;
      setImmediate(() => void drain());
    });
}
