import type { Db } from '@hikyaku/database';
import { type Resolver, type ShapingFile, survey } from '@hikyaku/delivery';
import type { Log } from '@hikyaku/log';

/** What surveys work with. `wake` is given the slots that have more to do now. */
export type Surveying = {
  db: Db;
  resolver: Resolver;
  shaping: ShapingFile;
  wake: (slotIds: readonly number[]) => Promise<void>;
  draining: () => boolean;
  log: Log;
};

/** A name server that is slower than this is not waited for. */
const patienceMs = 5_000;

/** Surveys the tail until nothing in it is left to look at. */
export async function surveyTail({ db, resolver, shaping, wake, draining, log }: Surveying): Promise<void> {
  while (!draining()) {
    const { batches, moved, slotIds } = await survey(db, { resolver, shaping: shaping.current(), patienceMs });
    if (batches === 0) return;
    if (moved > 0) log.info({ letters: moved }, 'moved letters to the lanes of their mail hosts');
    await wake(slotIds);
  }
}
