import type { Db } from '@hikyaku/database';
import type { Governed } from './governors.ts';
import { notePace } from './note-pace.ts';
import type { Slot } from './slot.ts';

const noteEveryMs = 2_000;

/** What is noted, and who is told when the lane turns out to be suspended, perhaps by another slot of it. */
export type Noting = {
  db: Db;
  slot: Slot;
  governed: Governed;
  nowMs: () => number;
  onSuspended: () => void;
  onTrouble: (error: unknown) => void;
};

/** Notes a slot's pace every two seconds while it changes, and once more when it is stopped. A note that fails is told; the next one says all. */
export function keepNoted(noting: Noting): { stop(): Promise<void> } {
  let last = '';
  let timer: NodeJS.Timeout | undefined;
  let noted = Promise.resolve();

  async function note(): Promise<void> {
    const { governor, notes } = noting.governed;
    const pace = governor.pace();
    const current = JSON.stringify(pace);
    if (current === last && notes.length === 0) return;
    const going = notes.splice(0);
    try {
      const suspension = await notePace(noting.db, noting.slot, pace, going);
      last = current;
      if (suspension !== undefined && suspension.untilMs > noting.nowMs()) {
        governor.adopt(suspension);
        noting.onSuspended();
      }
    } catch (error) {
      notes.unshift(...going);
      noting.onTrouble(error);
    }
  }

  function again(): void {
    timer = setTimeout(() => {
      noted = note().then(again);
    }, noteEveryMs).unref();
  }
  again();

  return {
    async stop() {
      clearTimeout(timer);
      await noted;
      clearTimeout(timer);
      await note();
    },
  };
}
