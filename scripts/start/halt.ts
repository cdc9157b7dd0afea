/** The wish to stop: Ctrl-C, SIGTERM or a closed terminal. Asking again changes nothing. */
export type Halt = {
  signal: AbortSignal;
  /** The promise's value, unless the wish comes first: then it rejects with Halted. */
  unless<T>(promise: Promise<T>): Promise<T>;
};

/** Thrown where work was given up because somebody asked to stop. */
export class Halted extends Error {
  constructor() {
    super('Stopped on request.');
    this.name = 'Halted';
  }
}

/** Listens for the wish to stop. npm and the terminal both pass Ctrl-C on, so it often comes twice. */
export function listenForHalt(onFirst: () => void): Halt {
  const asked = new AbortController();
  const halted = Promise.withResolvers<never>();
  halted.promise.catch(() => {});
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (asked.signal.aborted) return;
      asked.abort();
      onFirst();
      halted.reject(new Halted());
    });
  }
  return { signal: asked.signal, unless: (promise) => Promise.race([promise, halted.promise]) };
}
