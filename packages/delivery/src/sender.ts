import type { Db } from '@hikyaku/database';
import { type Settled, settler } from '@hikyaku/ledger';
import type { Verdict } from '@hikyaku/suppression';
import { settleAndJudge } from './brake/settle-and-judge.ts';
import type { Composer, Composition } from './composer.ts';
import { type Governed, openGovernors } from './lane/governors.ts';
import { type AtTheGate, sharedGate } from './lane/shared-gate.ts';
import type { Slot } from './lane/slot.ts';
import { openTurnstile, type Turnstile } from './lane/turnstile.ts';
import type { LinePool } from './line-pool.ts';
import type { RetrySchedule } from './retry-schedule.ts';
import type { SenderLife } from './sender-life.ts';
import type { Trigger } from './shaping/trigger.ts';
import type { StageJournal } from './stage-journal.ts';

/** What a sender is made of. */
export type SenderParts = {
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
  /** Through a relay its receivers' limits are the relay's to keep. */
  way: 'relay' | 'direct';
  /** What is done when receivers say certain things, as the tables have it now. */
  triggers: () => readonly Trigger[];
  now: () => Date;
  /** Milliseconds since 1970 that never go back. */
  nowMs: () => number;
  random: () => number;
};

/** What a sender's ticks share. Letters of all its slots share the statements of the gate and of settling. */
export type Sender = SenderParts & {
  governorOf: (slot: Slot) => Governed;
  /** Where the letters of newsletters wait their turn to be composed. */
  desks: Turnstile<Composition>;
  gate: (asked: AtTheGate) => Promise<Verdict>;
  settle: (letter: Settled) => Promise<unknown>;
};

/**
 * Letters that are being composed and signed at a time: more than a thread that signs has on its hands (sixty-four), so that it is never
 * without, and few, because a letter that waits for its signature has its memory. Where those of all slots waited there, five hundred,
 * they grew old enough to be moved by the collector of garbage: that took a tenth of the speed and 15 MB.
 */
const mostDesks = 100;

/** Makes one. */
export function openSender(parts: SenderParts): Sender {
  const { db, leaseSeconds, onTrouble } = parts;
  const way = { kind: parts.way, connections: parts.lines.most };
  const keeping = { db, leaseSeconds, onTrouble, senderId: parts.life.senderId };
  return {
    ...parts,
    desks: openTurnstile(mostDesks),
    governorOf: openGovernors(way, parts.triggers, parts.nowMs),
    gate: sharedGate(keeping),
    settle: settler(db, settleAndJudge(onTrouble)),
  };
}
