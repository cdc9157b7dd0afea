import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Stage } from '../trials/trial.ts';
import type { Plan } from './plan.ts';
import type { Result } from './run-trials.ts';

/** Keeps what a failed trial leaves behind: its plan, what was seen, the verdict, and the logs; returns the folder. */
export function keepEvidence(plan: Plan, result: Result, { product, stateDir }: Stage): string {
  const folder = path.join(tmpdir(), `hikyaku-faults-${plan.seed}-${plan.trial}`);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: unknown) =>
    writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(content, null, 1)}\n`);
  write('plan', plan);
  if (result.kind === 'judged') {
    const { entries, rows, ...rest } = result.outcome;
    write('outcome', rest);
    write('record', entries);
    write('rows', rows);
  } else write('error', result.error instanceof Error ? result.error.stack : String(result.error));
  writeFileSync(path.join(folder, 'said.txt'), product.said());
  for (const name of ['logs', 'journal']) {
    if (existsSync(path.join(stateDir, name)))
      cpSync(path.join(stateDir, name), path.join(folder, name), { recursive: true });
  }
  return folder;
}
