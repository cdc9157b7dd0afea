import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Ends the guardian; called when everything it watched over has been stopped in order. */
export type Guardian = { dismiss(): Promise<void> };

/** Starts a small process that outlives this one: if this one is killed without a chance to tidy up, the guardian stops what it started. */
export function postGuardian(runFolder: string): Guardian {
  const guardian = spawn(process.execPath, [fileURLToPath(new URL('guard.ts', import.meta.url)), runFolder], {
    cwd: '/',
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // A guardian that could not start, or was killed, is no reason to stop: the next start tidies up too.
  guardian.on('error', () => {});
  guardian.stdin.on('error', () => {});
  return {
    dismiss: async () => {
      if (guardian.pid === undefined || guardian.exitCode !== null || guardian.signalCode !== null) return;
      const exited = once(guardian, 'exit');
      guardian.stdin.end();
      await exited;
    },
  };
}
