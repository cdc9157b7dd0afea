import type { Happened } from './misfortune.ts';
import type { Result } from './run-trials.ts';
import type { Outcome } from './run-trial.ts';
import { doubtsOf, type Entry, isKept } from './verdict.ts';
import { receiverFaultKinds } from './weather.ts';

/** A line of the fault table. A fault of receivers happens once for each transaction it ends or delays, a death once for its campaign's letters. */
export type FaultLine = { fault: string; times: number; letters: number; uncertain: number; onTheWire: number };

/** Whether a trial came to its end with every promise kept. */
export function isGood(result: Result): boolean {
  return result.kind === 'judged' && hasEnded(result.outcome) && isKept(result.outcome.verdict);
}

function hasEnded({ status }: Outcome): boolean {
  return status === 'finished' || status === 'cancelled';
}

/** One trial in a line. */
export function line(trial: number, result: Result): string {
  if (result.kind === 'broken-off') return `#${trial} could not be run to its end: ${String(result.error)}`;
  const { plan, seconds, verdict, happened, leavings, status } = result.outcome;
  const { duplicates, lost, untrue, afterDone, unbalanced, overdoubted } = verdict;
  return [
    `#${trial} ${plan.letters} letters ${seconds.toFixed(0)} s ${status}`,
    `duplicates ${duplicates.length} lost ${lost.length} untrue ${untrue.length} after-done ${afterDone.length}`,
    `unbalanced ${unbalanced} overdoubted ${overdoubted}`,
    `uncertain ${verdict.uncertainByDeath}+${verdict.uncertainByCut} of ${verdict.onTheWire} left ${leavings.length}`,
    happened.map(nameOf).join(' '),
  ].join(' | ');
}

function nameOf({ kind, death, drainMs }: Happened): string {
  return `${kind}${death === undefined ? '' : `(${death.onTheWire})`}${drainMs === undefined ? '' : `(${drainMs} ms)`}`;
}

/** The figures of a run. */
export function summary(seed: number, results: readonly Result[]) {
  const judged = results.flatMap((result) => (result.kind === 'judged' ? [result.outcome] : []));
  const sum = (of: (outcome: Outcome) => number) => judged.reduce((total, outcome) => total + of(outcome), 0);
  const leavings = judged.flatMap((outcome) => outcome.leavings);
  return {
    trials: results.length,
    seed,
    seconds: Math.round(sum(({ seconds }) => seconds)),
    letters: sum(({ plan }) => plan.letters),
    duplicates: sum(({ verdict }) => verdict.duplicates.length),
    lost: sum(({ verdict }) => verdict.lost.length),
    untrue: sum(({ verdict }) => verdict.untrue.length),
    afterDone: sum(({ verdict }) => verdict.afterDone.length),
    unbalanced: sum(({ verdict }) => verdict.unbalanced),
    uncertain: sum(({ verdict }) => verdict.uncertainByDeath + verdict.uncertainByCut),
    onTheWire: sum(({ verdict }) => verdict.onTheWire),
    overdoubted: sum(({ verdict }) => verdict.overdoubted),
    unfinished: results.length - judged.filter(hasEnded).length,
    broken: results.filter((result) => !isGood(result)).length,
    looksAtTheBooks: sum(({ looks }) => looks.looks),
    left: leavings.length,
    answered200: leavings.filter(({ status }) => status === 200).length,
    answered202: leavings.filter(({ status }) => status === 202).length,
    longestDrainMs: Math.max(0, ...judged.flatMap(({ happened }) => happened.flatMap((one) => one.drainMs ?? []))),
    faults: faultLines(judged),
  };
}

function faultLines(judged: readonly Outcome[]): FaultLine[] {
  const lines = new Map<string, FaultLine>();
  const add = (fault: string, more: Omit<FaultLine, 'fault'>) => {
    const known = lines.get(fault) ?? { fault, times: 0, letters: 0, uncertain: 0, onTheWire: 0 };
    lines.set(fault, {
      fault,
      times: known.times + more.times,
      letters: known.letters + more.letters,
      uncertain: known.uncertain + more.uncertain,
      onTheWire: known.onTheWire + more.onTheWire,
    });
  };
  for (const outcome of judged) {
    for (const { kind, death } of outcome.happened) {
      const uncertain = death === undefined ? 0 : doubtsOf(death.sender, outcome.rows);
      add(kind, { times: 1, letters: outcome.plan.letters, uncertain, onTheWire: death?.onTheWire ?? 0 });
    }
    for (const fault of outcome.plan.weather.faults) add(fault.kind, hits(outcome, new RegExp(fault.whom)));
  }
  const order = [...receiverFaultKinds];
  return [...lines.values()].sort(
    (a, b) => order.findIndex((kind) => kind === a.fault) - order.findIndex((kind) => kind === b.fault),
  );
}

function hits({ entries, rows }: Outcome, whom: RegExp): Omit<FaultLine, 'fault'> {
  const hit = entries.filter(({ recipients: [email = ''] }) => whom.test(email)).filter(isFaulty);
  const uncertain = rows.filter((row) => row.state === 'uncertain' && whom.test(row.email));
  return {
    times: hit.length,
    letters: new Set(hit.map(({ recipients: [email] }) => email)).size,
    uncertain: uncertain.length,
    onTheWire: hit.filter(({ stage, reply }) => (stage === 'dot' || stage === 'data') && reply === null).length,
  };
}

/** Everything but a plain, quick yes. */
function isFaulty({ stage, reply, tDot, tReply }: Entry): boolean {
  const wasSlow = tDot !== null && tReply !== null && tReply - tDot > 1_000;
  return stage !== 'dot' || reply === null || !reply.startsWith('2') || wasSlow;
}

/** The fault table, to be read by people. */
export function table(lines: readonly FaultLine[]): string {
  const rows = [
    ['fault', 'times', 'letters', 'uncertain', 'on the wire'],
    ...lines.map((one) => [one.fault, ...[one.times, one.letters, one.uncertain, one.onTheWire].map(String)]),
  ];
  return rows
    .map(([name = '', ...figures]) => name.padEnd(30) + figures.map((figure) => figure.padStart(12)).join(''))
    .join('\n');
}
