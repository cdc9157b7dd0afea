import { spawn } from 'node:child_process';
import path from 'node:path';
import type { RunRecord } from '../services/run-record.ts';
import { productVariables } from '../start/apps.ts';

/** What the tests are run with. */
export type TurboRun = {
  projectRoot: string;
  /** Package names; none means all. */
  packages: readonly string[];
  env: Record<string, string>;
  record: RunRecord;
  signal: AbortSignal;
};

/** Runs every chosen package's tests, two at a time, all of them even if one fails; true when all succeeded. Nothing is cached. */
export function runTurbo(run: TurboRun): Promise<boolean> {
  const turbo = spawn(
    path.join(run.projectRoot, 'node_modules', '.bin', 'turbo'),
    [
      'run',
      'test',
      '--concurrency=2',
      '--continue=always',
      '--ui=stream',
      '--log-order=grouped',
      '--force',
      ...run.packages.map((name) => `--filter=${name}`),
    ],
    {
      cwd: run.projectRoot,
      // A group of its own: it is stopped as a whole, once, by us.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...withoutServices(process.env), ...run.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    },
  );
  run.record.remember('turbo', turbo.pid ?? 0, 'SIGTERM', 9);
  const stop = (): void => {
    turbo.kill('SIGINT');
    setTimeout(() => turbo.kill('SIGKILL'), 15_000).unref();
  };
  run.signal.addEventListener('abort', stop);
  return new Promise((resolve, reject) => {
    turbo.once('error', reject);
    turbo.once('exit', (code) => {
      run.record.forget('turbo');
      run.signal.removeEventListener('abort', stop);
      resolve(code === 0);
    });
  });
}

/** The tests must never reach the databases that the product works with, nor be bent by its settings. */
function withoutServices(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !productVariables.includes(name)));
}
