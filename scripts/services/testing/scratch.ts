import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopRun } from '../abandoned-runs.ts';
import { openRunRecord, type RunRecord } from '../run-record.ts';

/** A folder of one test's own, with a space in its name, that other users may pass through; and the record of what the test starts. */
export type Scratch = { folder: string; record: RunRecord; remove(): Promise<void> };

/** Makes one. `remove` also stops what the test has left running. */
export function scratch(): Scratch {
  const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku scratch-'));
  chmodSync(folder, 0o711);
  const record = openRunRecord(path.join(folder, 'run'));
  return {
    folder,
    record,
    remove: async () => {
      await stopRun(record.folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
