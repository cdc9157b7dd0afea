import { onStage, type Stage } from '../trials/trial.ts';
import { leaseSeconds, type Plan } from './plan.ts';
import { type Outcome, runTrial } from './run-trial.ts';

/** A trial that came to its end and was judged, or one that could not be run to its end. */
export type Result = { kind: 'judged'; outcome: Outcome } | { kind: 'broken-off'; plan: Plan; error: unknown };

/** So many trials share a product and its data services: each death in a row makes the supervisor wait longer. */
const trialsAProduct = 4;
const environment = {
  SENDERS: '2',
  RETRY_SCHEDULE: '400ms,800ms,1s',
  LEASE_SECONDS: String(leaseSeconds),
  LOG_LEVEL: 'info',
};

/** How many products run trials beside one another, and whether another trial may begin. */
export type Running = { atOnce: number; goOn: () => boolean };

/** Runs trials, one after another on each product; `onResult` is called while the product still runs. */
export async function runTrials(
  plans: readonly Plan[],
  { atOnce, goOn }: Running,
  onResult: (plan: Plan, result: Result, stage: Stage) => void,
): Promise<void> {
  const waiting = [...plans];
  await Promise.all(Array.from({ length: atOnce }, () => inTurn(waiting, goOn, onResult)));
}

async function inTurn(
  waiting: Plan[],
  goOn: () => boolean,
  onResult: (plan: Plan, result: Result, stage: Stage) => void,
): Promise<void> {
  while (waiting.length > 0 && goOn()) {
    await onStage(environment, async (stage) => {
      for (const plan of waiting.splice(0, trialsAProduct)) {
        if (!goOn()) return;
        const result = await attempt(stage, plan);
        onResult(plan, result, stage);
      }
    });
  }
}

async function attempt(stage: Stage, plan: Plan): Promise<Result> {
  try {
    return { kind: 'judged', outcome: await runTrial(stage, plan) };
  } catch (error) {
    return { kind: 'broken-off', plan, error };
  }
}
