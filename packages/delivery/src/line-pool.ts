import type { Line, Transport } from './transport.ts';

/** Where lines are taken and put back. */
export type Lines = {
  /** A usable line, of this caller alone until it is put back. Waits when all are in use; throws LineUnavailableError. */
  acquire(): Promise<Line>;
  release(line: Line): void;
};

/** Lines to the next server, kept open between letters and between ticks, never more than `most` at once. */
export type LinePool = Lines & {
  readonly most: number;
  /** The same lines for whoever goes before the others that wait; of ten lines, one goes to those others all the same. */
  readonly express: Lines;
  /** Closes idle lines and every line that is put back from now on. */
  close(): void;
};

const idleMs = 30_000;
const mostFirstInARow = 9;

/** Opens a pool over a transport. An idle line is closed after 30 s, before most servers would. */
export function openLinePool(transport: Transport, most: number): LinePool {
  const idle: { line: Line; timer: NodeJS.Timeout }[] = [];
  const waiting: (() => void)[] = [];
  const waitingFirst: (() => void)[] = [];
  let firstInARow = 0;
  let inUse = 0;
  let closed = false;

  function takeIdle(): Line | undefined {
    for (;;) {
      const entry = idle.pop();
      if (entry === undefined) return undefined;
      clearTimeout(entry.timer);
      if (entry.line.usable) return entry.line;
    }
  }

  function letNextIn(): void {
    const floor = firstInARow >= mostFirstInARow && waiting.length > 0;
    const first = floor ? undefined : waitingFirst.shift();
    firstInARow = first === undefined ? 0 : firstInARow + 1;
    const next = first ?? waiting.shift();
    if (next) next();
    else inUse -= 1;
  }

  async function acquire(queue: (() => void)[]): Promise<Line> {
    if (inUse < most) inUse += 1;
    // Whoever puts a line back hands its place on.
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return takeIdle() ?? (await transport.open());
    } catch (error) {
      letNextIn();
      throw error;
    }
  }

  function release(line: Line): void {
    if (line.usable && !closed) {
      const timer = setTimeout(() => {
        idle.splice(
          idle.findIndex((entry) => entry.line === line),
          1,
        );
        line.close();
      }, idleMs);
      timer.unref();
      idle.push({ line, timer });
    } else if (line.usable) line.close();
    letNextIn();
  }

  return {
    most,
    acquire: () => acquire(waiting),
    release,
    express: { acquire: () => acquire(waitingFirst), release },
    close() {
      closed = true;
      for (const { line, timer } of idle.splice(0)) {
        clearTimeout(timer);
        line.close();
      }
    },
  };
}
