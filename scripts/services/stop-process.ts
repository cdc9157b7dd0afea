import { setTimeout as delay } from 'node:timers/promises';
import { identityOf } from './process-identity.ts';

/** Asks a process that is not our child to stop and waits; one that does not within `patienceMs` is killed. Returns whether it is gone. */
export async function stopProcess(pid: number, signal: NodeJS.Signals, patienceMs: number): Promise<boolean> {
  const identity = identityOf(pid);
  if (identity === undefined) return true;
  const isGone = (): boolean => identityOf(pid) !== identity;
  if (!send(pid, signal)) return isGone();
  if (await waitUntil(isGone, patienceMs)) return true;
  send(pid, 'SIGKILL');
  return waitUntil(isGone, 5_000);
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function waitUntil(done: () => boolean, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (!done()) {
    if (performance.now() > until) return false;
    await delay(25);
  }
  return true;
}
