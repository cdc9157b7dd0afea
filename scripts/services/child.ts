import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { RunRecord } from './run-record.ts';

/** How a program is started and stopped. It runs in a session of its own, so that Ctrl-C reaches us alone and we stop it in order. */
export type ChildOptions = {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Its output is appended here. */
  logFile: string;
  record: RunRecord;
  stopSignal: NodeJS.Signals;
  /** Higher stages stop first when a run is found abandoned. */
  stage: number;
  /** How long it may take to stop before it is killed. */
  patienceMs: number;
  owner?: { uid: number; gid: number };
  /** Written to its standard input, which is then closed. */
  input?: string;
  /** Opens a channel on which the program may say that it is ready. */
  ipc?: boolean;
};

/** How a child ended: an exit code, or the signal that ended it. */
export type Exit = { code: number | null; signal: NodeJS.Signals | null };

/** A running program. `exited` never rejects; `hasSaidReady` turns true when it sends {type: 'ready'} on its channel. */
export type Child = { pid: number; exited: Promise<Exit>; hasSaidReady(): boolean; stop(): Promise<Exit> };

/** Starts a program and writes it into the run's record; rejects when it cannot be started at all. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const log = openSync(options.logFile, 'a', 0o600);
  const channel: 'ipc'[] = options.ipc ? ['ipc'] : [];
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', log, log, ...channel],
    ...options.owner,
  });
  closeSync(log);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      options.record.forget(options.name);
      resolve({ code, signal });
    });
  });
  let ready = false;
  child.on('message', (message) => {
    ready ||= isReady(message);
  });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  options.record.remember(options.name, pid, options.stopSignal, options.stage);
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  return {
    pid,
    exited,
    hasSaidReady: () => ready,
    stop: async () => {
      child.kill(options.stopSignal);
      const killer = setTimeout(() => child.kill('SIGKILL'), options.patienceMs);
      const exit = await exited;
      clearTimeout(killer);
      return exit;
    },
  };
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}
