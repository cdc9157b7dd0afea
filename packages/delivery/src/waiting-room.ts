/** Those who wait for a place until there is one for them; some go first. */
export type WaitingRoom<Place> = {
  wait(place: Place, goesFirst: boolean): Promise<void>;
  /** Lets in the next one for whom there is room, and says whose place is taken now; undefined when nobody can come in. */
  letIn(): Place | undefined;
};

/** Of ten who are let in, one is of those who do not go first, if any of them can. */
const mostFirstInARow = 9;

/** Opens one. Who has no room waits on, and others pass by. */
export function openWaitingRoom<Place>(hasRoom: (place: Place) => boolean): WaitingRoom<Place> {
  const first: Waiting<Place>[] = [];
  const others: Waiting<Place>[] = [];
  let firstInARow = 0;

  function take(queue: Waiting<Place>[]): Waiting<Place> | undefined {
    const index = queue.findIndex((one) => hasRoom(one.place));
    return index < 0 ? undefined : queue.splice(index, 1)[0];
  }

  return {
    wait: (place, goesFirst) =>
      new Promise((enter) => {
        (goesFirst ? first : others).push({ place, enter });
      }),
    letIn() {
      const other = firstInARow >= mostFirstInARow ? take(others) : undefined;
      const early = other === undefined ? take(first) : undefined;
      firstInARow = early === undefined ? 0 : firstInARow + 1;
      const next = other ?? early ?? take(others);
      next?.enter();
      return next?.place;
    },
  };
}

type Waiting<Place> = { place: Place; enter: () => void };
