import type { Settlement } from '@hikyaku/ledger';
import type { SmtpReply } from '@hikyaku/message';
import { classify, type Stage } from '../bounce/classify.ts';
import { replyRules } from '../bounce/reply-rules.ts';
import type { Transmission } from '../transport.ts';

/**
 * What became of a letter, as far as its lane is concerned. `refused` is held against the lane: too fast, a bad name, nobody there, or
 * `busy`: sent away without a word of how fast we are. `neutral` is about one letter or one reader, and its words may still touch a
 * trigger. `returned`: it never left.
 */
export type Feedback =
  | { kind: 'taken' | 'returned' }
  | { kind: 'neutral'; reply: SmtpReply | undefined }
  | {
      kind: 'refused';
      why: 'throttled' | 'blocked' | 'busy' | 'unreachable';
      reply: SmtpReply | undefined;
      text: string;
    };

const taken: Feedback = { kind: 'taken' };
const nothing: Feedback = { kind: 'neutral', reply: undefined };

/** Reads it from how the transmission ended and what the ledger is told of it. Only what was said on the wire counts. */
export function feedbackOf(transmission: Transmission, outcome: Settlement): Feedback {
  if (outcome.state === 'accepted') return taken;
  switch (transmission.kind) {
    case 'withdrawn':
      return nothing;
    case 'broken':
      // A line that had served before may be closed at any time.
      if (transmission.when === 'before-dot' && !transmission.lineWasFresh) return nothing;
      return { kind: 'refused', why: 'unreachable', reply: undefined, text: transmission.error };
    case 'unreached':
      if (transmission.reason !== 'site-unreachable' || transmission.remembered === true) return nothing;
      return feedbackOfShutDoor(transmission.error, transmission.reply);
    case 'replied':
      return ofReply(transmission.stage, transmission.reply, 'reason' in outcome ? outcome.reason : '');
  }
}

/** A connection that was not granted: what was said instead, or why nobody could be asked. */
export function feedbackOfShutDoor(text: string, reply: SmtpReply | undefined): Feedback {
  const replyClass = reply && classify(replyRules, { stage: 'mail', reply, family: undefined }).class;
  const why = replyClass === 'throttled' || replyClass === 'blocked' ? replyClass : 'unreachable';
  return { kind: 'refused', why, reply, text };
}

function ofReply(stage: Stage, reply: SmtpReply, replyClass: string): Feedback {
  const why = blameOf(stage, reply, replyClass);
  const text = [reply.code, reply.enhanced, reply.text].filter(Boolean).join(' ');
  return why === undefined ? { kind: 'neutral', reply } : { kind: 'refused', why, reply, text };
}

function blameOf(stage: Stage, reply: SmtpReply, replyClass: string) {
  if (replyClass === 'throttled') return 'throttled';
  if (replyClass === 'blocked') return 'blocked';
  // Without a reason that is known, only what is said before anybody was named, or with the door closing, is about us.
  const aboutUs = reply.code === 421 || stage === 'mail';
  const unknown = replyClass === 'server-busy' || replyClass === 'server-closing' || replyClass === 'receiver-trouble';
  return aboutUs && unknown ? 'busy' : undefined;
}
