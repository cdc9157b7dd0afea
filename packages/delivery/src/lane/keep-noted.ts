import type { Db } from '@hikyaku/database';
import type { Governed } from './governors.ts';
import { readLaneLimits } from './lane-limits.ts';
import { type Noted, notePace } from './note-pace.ts';
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

/**
 * Every two seconds, at once where `soon` is asked for, and once more when it is stopped: follows what an operator says of the lane's
 * limits meanwhile, and notes the slot's pace if it has changed. What fails is told; the next time makes up for it.
 */
export function keepNoted(noting: Noting): { soon(): void; stop(): Promise<void> } {
  let last = '';
  let timer: NodeJS.Timeout | undefined;
  let noted = Promise.resolve();

  async function note(): Promise<void> {
    const { governor, notes, follow } = noting.governed;
    let going: Noted[] = [];
    try {
      const limits = await readLaneLimits(noting.db, noting.slot.lane);
      if (limits !== undefined) follow(noting.slot, limits);
      const pace = governor.pace();
      const current = JSON.stringify(pace);
      if (current === last && notes.length === 0) return;
      going = notes.splice(0);
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
    clearTimeout(timer);
    timer = setTimeout(() => {
      noted = note().then(again);
    }, noteEveryMs).unref();
  }
  again();

  return {
    soon() {
      clearTimeout(timer);
      noted = noted.then(note).then(again);
    },
    async stop() {
      clearTimeout(timer);
      await noted;
      clearTimeout(timer);
      await note();
    },
  };
}
