/** Lets an act begin when it is its turn; what answers at once takes no turn. */
export type Turnstile<Answer> = (act: () => Answer | Promise<Answer>) => Answer | Promise<Answer>;

/** Opens one that has `most` acts under way at a time; others wait, first come, first served. */
export function openTurnstile<Answer>(most: number): Turnstile<Answer> {
  const waiting: (() => void)[] = [];
  let underWay = 0;

  function begin(act: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
    const answer = act();
    if (answer instanceof Promise) {
      underWay += 1;
      answer.then(ended, ended);
    }
    return answer;
  }

  function ended(): void {
    underWay -= 1;
    // One that answers at once has taken no turn.
    for (let next = waiting.shift(); next !== undefined; next = underWay < most ? waiting.shift() : undefined) next();
  }

  return (act) => {
    if (underWay < most) return begin(act);
    return new Promise<Answer>((resolve, reject) => {
      waiting.push(() => {
        try {
          resolve(begin(act));
        } catch (error) {
          reject(error);
        }
      });
    });
  };
}
