import type { SmtpReply } from '@hikyaku/message';
import { classify } from '../bounce/classify.ts';
import { replyRules } from '../bounce/reply-rules.ts';
import { type Feedback, feedbackOf, feedbackOfShutDoor } from '../pace/feedback.ts';
import type { Governor } from '../pace/governor.ts';
import type { SimulatedConnection, SimulatedReceiver } from './simulated-receiver.ts';

/** What one run came to, counted from `fromMs` on: shares from 0 to 1. */
export type Simulated = {
  receiver: string;
  taken: number;
  refused: number;
  deferredShare: number;
  utilisation: number;
};

type Event = { atMs: number; act: (nowMs: number) => void };

/** Plays a lane that always has letters against a receiver, on made-up time; a connection carries `lettersPerConnection` and is kept meanwhile. */
export function simulate(
  governor: Governor,
  receiver: SimulatedReceiver,
  { untilMs, fromMs, lettersPerConnection = 100 }: { untilMs: number; fromMs: number; lettersPerConnection?: number },
): Simulated {
  const events: Event[] = [];
  const idle: { connection: SimulatedConnection; carried: number }[] = [];
  let askAtMs = Number.POSITIVE_INFINITY;
  let taken = 0;
  let refused = 0;

  const count = (wasTaken: boolean, nowMs: number) => {
    if (nowMs < fromMs) return;
    if (wasTaken) taken += 1;
    else refused += 1;
  };

  function startAll(nowMs: number): void {
    for (;;) {
      const waitMs = governor.waitMs(nowMs);
      if (waitMs > 0) {
        if (nowMs + waitMs < askAtMs && Number.isFinite(waitMs)) askAgain(nowMs + waitMs);
        return;
      }
      start(nowMs);
    }
  }

  function askAgain(atMs: number): void {
    askAtMs = atMs;
    at(atMs, () => {
      if (askAtMs === atMs) askAtMs = Number.POSITIVE_INFINITY;
    });
  }

  function start(nowMs: number): void {
    const cohort = governor.begin(nowMs);
    const line = idle.pop() ?? openLine(nowMs);
    if ('reply' in line) {
      at(nowMs + 20, (thenMs) => {
        count(false, thenMs);
        governor.ended(cohort, feedbackOfShutDoor(line.reply.text, line.reply), thenMs);
      });
      return;
    }
    const { afterMs, reply } = line.connection.carry(nowMs);
    at(nowMs + afterMs, (thenMs) => {
      count(reply.code < 400, thenMs);
      governor.ended(cohort, feedbackTo(reply), thenMs);
      line.carried += 1;
      if (reply.code === 421 || line.carried >= lettersPerConnection) line.connection.close();
      else idle.push(line);
    });
  }

  function openLine(nowMs: number) {
    const connection = receiver.connect(nowMs);
    return 'code' in connection ? { reply: connection } : { connection, carried: 0 };
  }

  function at(atMs: number, act: Event['act']): void {
    events.push({ atMs, act });
  }

  startAll(0);
  for (let event = earliest(events); event !== undefined && event.atMs < untilMs; event = earliest(events)) {
    event.act(event.atMs);
    startAll(event.atMs);
  }
  const seconds = (untilMs - fromMs) / 1_000;
  return {
    receiver: receiver.name,
    taken,
    refused,
    deferredShare: refused / Math.max(1, taken + refused),
    utilisation: taken / seconds / receiver.capacity,
  };
}

/** There are never more events than letters under way, so looking through them is quick enough. */
function earliest(events: Event[]): Event | undefined {
  let first = 0;
  for (let n = 1; n < events.length; n++) if ((events[n]?.atMs ?? 0) < (events[first]?.atMs ?? 0)) first = n;
  return events.splice(first, 1)[0];
}

function feedbackTo(reply: SmtpReply): Feedback {
  const meant =
    reply.code < 400
      ? ({ state: 'accepted', reply: reply.text } as const)
      : ({
          state: 'deferred',
          reason: classify(replyRules, { stage: 'mail', reply, family: undefined }).class,
          reply: reply.text,
          dueAt: new Date(0),
        } as const);
  return feedbackOf({ kind: 'replied', stage: reply.code < 400 ? 'dot' : 'mail', reply }, meant);
}
