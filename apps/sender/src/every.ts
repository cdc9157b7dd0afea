/** Something done again and again; `stop` waits for the round under way. */
export type Recurring = { stop(): Promise<void> };

/** Does something at once and then again, each time a while after the last ended. A failure is told and changes nothing. */
export function every(pauseMs: number, act: () => Promise<void>, onError: (error: unknown) => void): Recurring {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const go = async (): Promise<void> => {
    try {
      await act();
    } catch (error) {
      onError(error);
    }
    if (!stopped) timer = setTimeout(start, pauseMs);
  };
  let round = go();
  function start() {
    round = go();
  }
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return round;
    },
  };
}
