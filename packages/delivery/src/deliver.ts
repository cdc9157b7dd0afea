import type { Settlement } from '@hikyaku/ledger';
import type { ClearedLetter, ComposedLetter, Verdict } from '@hikyaku/suppression';
import type { Composition, DueLetter } from './composer.ts';
import type { LineLimits, Lines } from './line-pool.ts';
import { outcomeOf } from './outcome.ts';
import { type Feedback, feedbackOf } from './pace/feedback.ts';
import type { RetrySchedule } from './retry-schedule.ts';
import type { StageJournal } from './stage-journal.ts';
import { type Line, LineUnavailableError, type Transmission } from './transport.ts';

/** What one letter needs on its way. `settle` resolves when the ledger has the outcome, however long the database is away. */
export type Desk = {
  lines: Lines;
  /** What the letter's lane allows its lines at the moment. */
  limits: () => LineLimits;
  gate: (letter: ComposedLetter) => Promise<Verdict>;
  settle: (letter: DueLetter, attempt: number, outcome: Settlement) => Promise<unknown>;
  journal: StageJournal;
  schedule: RetrySchedule;
  /** Whether this sender may still write a dot for a letter that was cleared then (performance.now()). */
  mayFinish: (clearedAtMs: number) => boolean;
  now: () => Date;
  random: () => number;
};

/**
 * Whether a letter was dealt with, what its lane learns from that, and the promise of its outcome in the ledger; `not-now` leaves its row
 * as it was.
 */
export type Delivered = { kind: 'not-now' } | { kind: 'done'; feedback: Feedback; settled: Promise<unknown> };

const neverLeft: Feedback = { kind: 'returned' };

/**
 * One letter to one person: compose → (a line in hand) → clear → transmit → settle. Whoever carries letters need not wait for the
 * last step. Throws LineUnavailableError, which is no letter's fault. Few functions that wait, because each costs a letter a microsecond.
 */
export async function deliver(letter: DueLetter, composition: Composition, desk: Desk): Promise<Delivered> {
  if (!composition.ok) {
    const failed: Settlement = { state: 'failed', reason: composition.reason, reply: null };
    return { kind: 'done', feedback: neverLeft, settled: desk.settle(letter, letter.attempt, failed) };
  }
  const carried = await carryOut(composition, desk);
  if (carried === 'held') return { kind: 'not-now' };
  if (carried === 'withheld') return { kind: 'done', feedback: neverLeft, settled: Promise.resolve() };
  const outcome = carried.outcome(letter);
  const feedback = feedbackOf(carried.transmission, outcome);
  return { kind: 'done', feedback, settled: desk.settle(letter, carried.attempt, outcome) };
}

type Carried =
  | 'held'
  | 'withheld'
  | { attempt: number; transmission: Transmission; outcome: (letter: DueLetter) => Settlement };

/**
 * The line is ours only from the question to the answer: a letter is `attempting` only with a free connection in hand. Whatever becomes
 * of the letter, its bytes are done with afterwards.
 */
async function carryOut({ letter, done }: Extract<Composition, { ok: true }>, desk: Desk): Promise<Carried> {
  const { lines, limits } = desk;
  let line: Line | undefined;
  try {
    const free = lines.acquire(domainOf(letter), limits());
    line = free instanceof Promise ? await free : free;
    return await clearAndTransmit(line, letter, desk);
  } finally {
    if (line !== undefined) lines.release(line);
    done();
  }
}

function domainOf({ envelope }: ComposedLetter): string {
  return envelope.to.slice(envelope.to.lastIndexOf('@') + 1);
}

async function clearAndTransmit(line: Line, composed: ComposedLetter, desk: Desk): Promise<Carried> {
  const verdict = await desk.gate(composed);
  if (verdict.kind !== 'cleared') return verdict.kind;
  const startedAt = desk.now();
  const transmission = await transmit(line, verdict.letter, desk);
  const outcome = (letter: DueLetter) =>
    outcomeOf(
      transmission,
      {
        recipient: verdict.letter.envelope.to,
        attempt: verdict.letter.attempt,
        firstAttemptAt: letter.firstAttemptAt ?? startedAt,
        now: desk.now(),
        random: desk.random(),
      },
      desk.schedule,
    );
  return { attempt: verdict.letter.attempt, transmission, outcome };
}

/** The mark and the dot are one turn of the event loop: whoever may not finish leaves no mark and writes no dot. */
function transmit(line: Line, letter: ClearedLetter, desk: Desk): Promise<Transmission> {
  let marked = false;
  const beforeDot = () => {
    if (!desk.mayFinish(letter.askedAtMs)) return false;
    desk.journal.beforeDot(letter.ref, letter.attempt);
    marked = true;
    return true;
  };
  // A transport should answer, not throw; if one does, the letter's fate hangs on the mark alone.
  return line.transmit(letter, beforeDot).catch((error: unknown) => {
    return { kind: 'broken', when: marked ? 'after-dot' : 'before-dot', error: String(error), lineWasFresh: true };
  });
}

/** Whether an error says that the way out is shut, rather than that something is wrong here. */
export function isLineTrouble(error: unknown): error is LineUnavailableError {
  return error instanceof LineUnavailableError;
}
