import type { Child, Exit } from '../services/child.ts';
import { lastLines } from '../services/log-file.ts';
import { type Program, untilReady } from '../services/program.ts';
import { Refusal } from '../services/refusal.ts';
import { afterDeath, type Deaths } from './restart-policy.ts';

/** Time, so that tests can move it. `sleep` ends early when the signal is given. */
export type Clock = { now(): number; sleep(ms: number, signal: AbortSignal): Promise<void> };

/** A program that is kept alive. */
export type Supervised = {
  name: string;
  /** Resolves when it answers for the first time; rejects with a sentence when it is given up before that. */
  ready: Promise<void>;
  /** Resolves, only ever with a sentence, when it is given up. */
  givenUp: Promise<Refusal>;
  /** Stops it for good; resolves when it has ended. */
  stop(): Promise<void>;
};

/** Starts a program, and again with back-off whenever it dies, until it is stopped or given up. `tell` hears of every death. */
export function supervise(program: Program, deps: { clock: Clock; tell(sentence: string): void }): Supervised {
  const stopping = new AbortController();
  const ready = Promise.withResolvers<void>();
  const givenUp = Promise.withResolvers<Refusal>();
  let deaths: Deaths = { inARow: 0, everReady: false };
  let current: Child | undefined;
  // Whoever does not wait for readiness must not be killed by its failure.
  ready.promise.catch(() => {});
  const finished = live();
  return {
    name: program.name,
    ready: ready.promise,
    givenUp: givenUp.promise,
    stop: async () => {
      stopping.abort();
      await current?.stop();
      await finished;
    },
  };

  async function live(): Promise<void> {
    while (!stopping.signal.aborted) {
      const born = deps.clock.now();
      const { exit, wasLate } = await oneLife();
      current = undefined;
      if (stopping.signal.aborted) return;
      const next = afterDeath(deaths, { exit, wasLate, livedMs: deps.clock.now() - born });
      if (next.kind === 'give-up') return giveUp(exit, next.reason);
      deaths = next.deaths;
      deps.tell(`${program.name} ended (${inWords(exit)}); it starts again in ${next.delayMs / 1000} s.`);
      await deps.clock.sleep(next.delayMs, stopping.signal);
    }
  }

  async function oneLife(): Promise<{ exit: Exit; wasLate: boolean }> {
    try {
      const child = await program.launch();
      current = child;
      // Stopped while it was being started: nobody else knows of it yet.
      if (stopping.signal.aborted) return { exit: await child.stop(), wasLate: false };
      const outcome = await untilReady(program, child);
      if (outcome === 'late' && !stopping.signal.aborted) return { exit: await child.stop(), wasLate: true };
      if (outcome === 'ready') {
        deaths = { ...deaths, everReady: true };
        ready.resolve();
      }
      return { exit: await child.exited, wasLate: false };
    } catch (error) {
      deps.tell(`${program.name} could not be started: ${error instanceof Error ? error.message : String(error)}`);
      await current?.stop();
      return { exit: { code: null, signal: null }, wasLate: false };
    }
  }

  function giveUp(exit: Exit, reason: 'configuration' | 'never-ready'): void {
    const words = lastLines(program.logFile, reason === 'configuration' ? 1 : 3);
    const refusal = new Refusal(
      reason === 'configuration'
        ? `${program.name} does not accept its configuration: ${words}`
        : `${program.name} does not come up (${inWords(exit)}); its last words: ${words} (all of them: ${program.logFile})`,
    );
    ready.reject(refusal);
    givenUp.resolve(refusal);
  }
}

function inWords(exit: Exit): string {
  if (exit.signal) return exit.signal;
  return exit.code === null ? 'it could not be started' : `exit code ${exit.code}`;
}
