import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Child, Exit } from '../services/child.ts';
import type { Program } from '../services/program.ts';
import { type Clock, supervise } from './supervise.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-supervise-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Time that moves only when somebody sleeps or a test says so. */
function fakeClock(): Clock & { slept: number[]; now(): number; pass(ms: number): void } {
  let time = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    pass: (ms) => {
      time += ms;
    },
    sleep: async (ms) => {
      slept.push(ms);
      time += ms;
    },
  };
}

/** A program whose every life is played by the next of these; the last one lives until it is stopped. */
function scripted(lives: readonly ((end: (exit: Exit) => void) => boolean)[]): Program & { launched: () => number } {
  let launched = 0;
  return {
    name: 'sender',
    logFile: path.join(folder, 'sender.log'),
    readyWithinMs: 60_000,
    launched: () => launched,
    launch: async () => {
      const play = lives[launched] ?? (() => true);
      launched += 1;
      const ended = Promise.withResolvers<Exit>();
      const ready = play(ended.resolve);
      return child(launched, ended, ready);
    },
    answers: async (life) => life.hasSaidReady(),
  };
}

function child(pid: number, ended: PromiseWithResolvers<Exit>, ready: boolean): Child {
  return {
    pid,
    exited: ended.promise,
    hasSaidReady: () => ready,
    stop: () => {
      ended.resolve({ code: 0, signal: 'SIGTERM' });
      return ended.promise;
    },
  };
}

const crash: Exit = { code: 1, signal: null };

describe('supervise', () => {
  it('starts a program again when it dies, waiting twice as long each time', async () => {
    const clock = fakeClock();
    const told: string[] = [];
    const ends: ((exit: Exit) => void)[] = [];
    const comesUp = (end: (exit: Exit) => void): boolean => ends.push(end) > 0;
    const program = scripted([comesUp, comesUp, comesUp]);
    const supervised = supervise(program, { clock, tell: (sentence) => told.push(sentence) });
    await supervised.ready;
    for (const signal of ['SIGKILL', 'SIGSEGV', 'SIGKILL'] as const) {
      const before = program.launched();
      ends[before - 1]?.({ code: null, signal });
      await until(() => program.launched() > before);
    }
    expect(clock.slept).toEqual([200, 400, 800]);
    expect(told[0]).toBe('sender ended (SIGKILL); it starts again in 0.2 s.');
    await supervised.stop();
  });

  it('begins with the short wait again after half a minute of life', async () => {
    const clock = fakeClock();
    const ends: ((exit: Exit) => void)[] = [];
    const comesUp = (end: (exit: Exit) => void): boolean => ends.push(end) > 0;
    const program = scripted([comesUp, comesUp, comesUp]);
    const supervised = supervise(program, { clock, tell: () => {} });
    await supervised.ready;
    ends[0]?.(crash);
    await until(() => program.launched() === 2);
    clock.pass(30_000);
    ends[1]?.(crash);
    await until(() => program.launched() === 3);
    expect(clock.slept).toEqual([200, 200]);
    await supervised.stop();
  });

  it('does not start again what was stopped', async () => {
    const program = scripted([() => true]);
    const supervised = supervise(program, { clock: fakeClock(), tell: () => {} });
    await supervised.ready;
    await supervised.stop();
    expect(program.launched()).toBe(1);
  });

  it('gives up at once on exit code 78, with the last line of the log', async () => {
    const program = scripted([(end) => (end({ code: 78, signal: null }), false)]);
    writeFileSync(program.logFile, 'starting\nLEASE_SECONDS is "x": write a whole number.\n');
    const supervised = supervise(program, { clock: fakeClock(), tell: () => {} });
    await expect(supervised.ready).rejects.toThrow('LEASE_SECONDS is "x": write a whole number.');
    expect((await supervised.givenUp).message).toContain('sender does not accept its configuration');
    expect(program.launched()).toBe(1);
  });

  it('gives up a program that never comes up in three attempts', async () => {
    const dies = (end: (exit: Exit) => void): boolean => {
      end(crash);
      return false;
    };
    const program = scripted([dies, dies, dies, dies]);
    writeFileSync(program.logFile, 'Error: no such module\n');
    const supervised = supervise(program, { clock: fakeClock(), tell: () => {} });
    await expect(supervised.ready).rejects.toThrow(
      'sender does not come up (exit code 1); its last words: Error: no such module',
    );
    expect(program.launched()).toBe(3);
  });

  it('counts a program that cannot be started as one that died', async () => {
    const program: Program = { ...scripted([]), launch: () => Promise.reject(new Error('spawn ENOENT')) };
    const told: string[] = [];
    const supervised = supervise(program, { clock: fakeClock(), tell: (sentence) => told.push(sentence) });
    await expect(supervised.ready).rejects.toThrow('does not come up');
    expect(told[0]).toBe('sender could not be started: spawn ENOENT');
  });
});

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
}
