import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Outside, outside } from '../../scripts/story/outside.ts';
import { type Product, startProduct } from '../../scripts/story/product.ts';

/** A trial's product, started with embedded data services in a throw-away folder. */
export type Stage = { product: Product; world: Outside; stateDir: string };

/** Runs a trial on a product of its own and leaves nothing behind. */
export async function onStage<Result>(
  env: Record<string, string>,
  act: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-trial-'));
  const stateDir = path.join(folder, 'state');
  const product = await startProduct({ ...env, STATE_DIR: stateDir });
  try {
    return await act({ product, world: outside(product), stateDir });
  } finally {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Imports `count` people and waits; they are p0@people.example and so on. */
export async function peopled({ world }: Stage, count: number): Promise<string> {
  const listId = await world.made('/lists', { name: 'trial' });
  const rows = Array.from({ length: count }, (_, n) => `p${n}@people.example,Person ${n}`);
  await world.importCsv(listId, ['email,name', ...rows].join('\n'));
  return listId;
}

/** Prints a result and keeps it as bench/results/<name>.json. */
export function report(name: string, result: Record<string, unknown>): void {
  const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const folder = fileURLToPath(new URL('../results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify({ machine, ...result }, null, 2)}\n`);
  for (const [key, value] of Object.entries(result)) console.log(`${key.padEnd(24)} ${JSON.stringify(value)}`);
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The value below which a share of the sorted numbers lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
