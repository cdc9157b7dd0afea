import type { Db } from '@hikyaku/database';
import type { Composer } from './composer.ts';
import type { LinePool } from './line-pool.ts';
import type { RetrySchedule } from './retry-schedule.ts';
import type { SenderLife } from './sender-life.ts';
import type { StageJournal } from './stage-journal.ts';

/** What a sender's ticks share. */
export type Sender = {
  db: Db;
  life: SenderLife;
  composer: Composer;
  lines: LinePool;
  journal: StageJournal;
  schedule: RetrySchedule;
  leaseSeconds: number;
  /** True once the process is to end: ticks take no more letters and finish those in hand. */
  draining: () => boolean;
  /** Told what went wrong and is being waited out: the database away, the relay shut. */
  onTrouble: (error: unknown) => void;
  now: () => Date;
  random: () => number;
};
