import type { Settlement } from '@hikyaku/ledger';
import type { SmtpReply } from '@hikyaku/message';
import { classify } from './bounce/classify.ts';
import { receiverFamily } from './bounce/receiver-family.ts';
import type { ReplyClass } from './bounce/reply-class.ts';
import { replyRules } from './bounce/reply-rules.ts';
import { nextAttempt, type RetrySchedule } from './retry-schedule.ts';
import type { Transmission, Unreached } from './transport.ts';

/** What an outcome is judged by, beside the transmission itself. `attempt` counts from 1 and includes the one just made. */
export type AttemptFacts = { recipient: string; attempt: number; firstAttemptAt: Date; now: Date; random: number };

/** How long after a final dot that nobody answered its bytes may still be read by the receiver (RFC 5321 §4.5.3.2.6 gives it 10 min; we wait 5). */
export const dotTimeoutMs = 300_000;

/**
 * What the ledger shall say of a transmission. 2yz after the dot is accepted; a connection broken before the dot comes back later, or
 * fails when the schedule is over; so does 4yz, and 5yz is bounced and never tried again (R5321-6), unless the table of rules knows that
 * this receiver means the other. A refusal's reason is its class. A dot without an answer is uncertain.
 */
export function outcomeOf(transmission: Transmission, facts: AttemptFacts, schedule: RetrySchedule): Settlement {
  switch (transmission.kind) {
    case 'withdrawn':
      return { state: 'queued', reason: 'withdrawn-before-the-dot' };
    case 'broken':
      return ofBrokenLine(transmission, facts, schedule);
    case 'unreached':
      return ofNobody(transmission, facts, schedule);
    case 'replied':
      return ofReply(transmission, facts, schedule);
  }
}

function ofBrokenLine(
  broken: Extract<Transmission, { kind: 'broken' }>,
  facts: AttemptFacts,
  schedule: RetrySchedule,
): Settlement {
  if (broken.when === 'after-dot') {
    return {
      state: 'uncertain',
      reason: 'no-answer-to-the-dot',
      wireUntil: new Date(facts.now.getTime() + dotTimeoutMs),
    };
  }
  // A line that had served before may have been closed by the server at any time (YH-3): no fault of this letter, no wait.
  if (!broken.lineWasFresh) return { state: 'queued', reason: 'line-closed-by-the-server' };
  return later('connection-broken', broken.error, facts, schedule);
}

/** Who was refused at the door comes back later, whatever was said there: no letter and nobody's address was named yet. */
function ofNobody(unreached: Unreached, facts: AttemptFacts, schedule: RetrySchedule): Settlement {
  const { fate, reason, error, reply } = unreached;
  if (fate === 'final') return { state: 'bounced', reason, reply: error };
  if (reply === undefined || reply.code < 400) return later(reason, error, facts, schedule);
  const meant = classify(replyRules, { stage: 'mail', reply, family: receiverFamily(facts.recipient) });
  return later(meant.class, error, facts, schedule);
}

function ofReply(
  { stage, reply, by }: Extract<Transmission, { kind: 'replied' }>,
  facts: AttemptFacts,
  schedule: RetrySchedule,
): Settlement {
  const text = replyText(reply, by);
  const severity = Math.floor(reply.code / 100);
  if (severity === 2 && stage === 'dot') return { state: 'accepted', reply: text };
  // Out of order: the dialogue went wrong, not the letter.
  if (reply.code === 503 && stage !== 'dot') return later('dialogue-out-of-order', text, facts, schedule);
  if (severity === 4 || severity === 5) {
    const meant = classify(replyRules, { stage, reply, family: receiverFamily(facts.recipient) });
    if (meant.fate === 'later') return later(meant.class, text, paced(meant.class, facts), schedule);
    return { state: 'bounced', reason: meant.class, reply: text };
  }
  // Anything else is no answer to what was asked; before the dot nothing was accepted, after it nobody can tell.
  if (stage !== 'dot') return later('unreadable-reply', text, facts, schedule);
  return { state: 'uncertain', reason: 'unreadable-reply', wireUntil: facts.now };
}

/** Too fast is no letter's fault: its lane waits, and the letter comes back after the first wait of the schedule, however often. */
function paced(replyClass: ReplyClass, facts: AttemptFacts): AttemptFacts {
  return replyClass === 'throttled' ? { ...facts, attempt: 1 } : facts;
}

function later(reason: string, reply: string, facts: AttemptFacts, schedule: RetrySchedule): Settlement {
  const dueAt = nextAttempt(schedule, facts);
  return dueAt === undefined
    ? { state: 'failed', reason: 'expired', reply }
    : { state: 'deferred', reason, reply, dueAt };
}

function replyText(reply: SmtpReply, by: string | undefined): string {
  const words = [reply.code, reply.enhanced, reply.text].filter(Boolean).join(' ');
  return by === undefined ? words : `${words} (${by})`;
}
