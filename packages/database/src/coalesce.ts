/** Asks for one item; answers when the statement that carried it is done. */
export type Coalesced<Item, Answer> = (item: Item) => Promise<Answer>;

/**
 * Turns a statement over many items into a call for one. Items that arrive while a statement is under way share the next one, at
 * most `most` together; with none under way a call goes out at once, with whatever else this turn of the event loop brought.
 * `run` answers item by item, in order; when it fails, every item it carried fails with the same error.
 */
export function coalesce<Item, Answer extends {}>(
  run: (items: Item[]) => Promise<Answer[]>,
  { most }: { most: number },
): Coalesced<Item, Answer> {
  type Waiting = { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let busy = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
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
    busy = false;
  }

  return (item) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy) return;
      busy = true;
      setImmediate(() => void drain());
    });
}
