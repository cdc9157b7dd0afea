import { runImport } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import { errorFacts, type Log } from '@hikyaku/log';
import type { Upload } from '../http/upload.ts';

/** An import to run: its row, its file, and what the file's columns are where somebody said so. */
export type BegunImport = {
  workspaceId: string;
  importId: string;
  upload: Upload;
  columns?: readonly string[] | undefined;
};

/**
 * Imports that go on after their request was answered. `start` resolves when the import has ended, however it did; `drain` stops
 * those that run: each is then marked as failed, with a sentence.
 */
export type Imports = { isFull(): boolean; start(begun: BegunImport): Promise<void>; drain(): Promise<void> };

/** The most imports that run at once in one process; each holds a connection to the database. */
const most = 4;

/** Opens the place where imports run. */
export function openImports(db: Db, pepper: Buffer, log: Log): Imports {
  const running = new Set<Promise<void>>();
  const stop = new AbortController();

  async function run({ upload, ...begun }: BegunImport): Promise<void> {
    try {
      const stream = upload.take(stop.signal);
      const status = await runImport(db, pepper, { ...begun, stream, encoding: upload.encoding });
      log.info({ importId: begun.importId, status: status?.status, rows: status?.rows }, 'import ended');
    } catch (error) {
      log.error({ importId: begun.importId, ...errorFacts(error) }, 'import stopped');
    }
  }

  return {
    isFull: () => running.size >= most,
    start(begun) {
      const work = run(begun).finally(() => running.delete(work));
      running.add(work);
      return work;
    },
    async drain() {
      stop.abort(new Error('The process stops.'));
      await Promise.all(running);
    },
  };
}
