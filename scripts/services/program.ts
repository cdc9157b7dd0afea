import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './child.ts';
import { lastLines } from './log-file.ts';
import { Refusal } from './refusal.ts';

/** Something that is started, answers after a while, and can be started again at the same address. */
export type Program = {
  name: string;
  logFile: string;
  /** How long it may take until it answers. */
  readyWithinMs: number;
  launch(): Promise<Child>;
  /** Resolves true once it answers, false while it does not yet. Called again and again. */
  answers(child: Child): Promise<boolean>;
};

/** Starts a program and waits until it answers; refuses with its last words when it ends first or takes too long. */
export async function startProgram(program: Program): Promise<Child> {
  const child = await program.launch();
  const outcome = await untilReady(program, child);
  if (outcome === 'ready') return child;
  await child.stop();
  throw new Refusal(
    `${program.name} ${outcome === 'ended' ? 'ended before it was ready' : 'did not answer in time'}; its last words: ${lastLines(program.logFile, 3)} (all of them: ${program.logFile}).`,
  );
}

/** Waits until a program answers, ends, or has taken too long. */
export async function untilReady(program: Program, child: Child): Promise<'ready' | 'ended' | 'late'> {
  const until = performance.now() + program.readyWithinMs;
  const life = { ended: false };
  const ended = child.exited.then(() => (life.ended = true));
  for (;;) {
    if (life.ended) return 'ended';
    if (await program.answers(child)) return 'ready';
    if (performance.now() > until) return 'late';
    await Promise.race([ended, delay(30)]);
  }
}
