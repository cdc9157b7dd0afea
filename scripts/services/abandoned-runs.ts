import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './refusal.ts';
import { ownerOf, stillRunning } from './run-record.ts';
import { stopProcess } from './stop-process.ts';

/** Stops what an earlier command left behind when it was killed, and says what; refuses when that command still runs. */
export async function stopAbandonedRuns(runs: string): Promise<string[]> {
  if (!existsSync(runs)) return [];
  const folders = readdirSync(runs).map((name) => path.join(runs, name));
  const living = folders.map((folder) => ownerOf(folder)).find((owner) => owner.alive && owner.pid !== process.pid);
  if (living) {
    throw new Refusal(
      `Hikyaku already runs on this state (process ${living.pid}): stop it first, or set STATE_DIR to another folder.`,
    );
  }
  const stopped: string[] = [];
  for (const folder of folders) stopped.push(...(await stopRun(folder)));
  return stopped;
}

/** Stops every process of one run, the last stage first, then removes its record and what was to end with it. */
export async function stopRun(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const { alsoRemove } = ownerOf(folder);
  const left = stillRunning(folder);
  const sentences: string[] = [];
  for (const stage of [...new Set(left.map((one) => one.stage))].sort((a, b) => b - a)) {
    const together = left.filter((one) => one.stage === stage);
    await Promise.all(together.map((one) => stopProcess(one.pid, one.signal, 20_000)));
    sentences.push(
      ...together.map((one) => `Stopped ${one.name} (process ${one.pid}), left over from an earlier run.`),
    );
  }
  rmSync(folder, { recursive: true, force: true });
  if (alsoRemove) rmSync(alsoRemove, { recursive: true, force: true });
  return sentences;
}
