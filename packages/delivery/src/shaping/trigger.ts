import type { SmtpReply } from '@hikyaku/message';
import { comparable } from '../bounce/text-pattern.ts';

/**
 * What is done to a lane. `suspend`: nothing leaves. `restart`: nothing leaves, afterwards one connection, and one more with each letter
 * taken. `fewer-connections`: half of them at once, and never again as many as were refused, for the time. `ignore`: rows further down
 * are not asked.
 */
export type Action =
  | { kind: 'suspend' | 'restart' | 'fewer-connections' | 'ignore' }
  | { kind: 'connections' | 'letters-per-connection'; most: number }
  | { kind: 'rate'; perSecond: number };

/** One row of the table, read: when a receiver says this so many times an hour, that is done for a time. */
export type Trigger = {
  /** The row's line in its file, from 1. */
  line: number;
  /** Undefined: any lane. */
  lane: string | undefined;
  isCode: (code: number) => boolean;
  isEnhanced: (enhanced: string | undefined) => boolean;
  pattern: RegExp | undefined;
  perHour: number;
  actions: readonly Action[];
  lastsMs: number;
};

/** The rows that a reply touches, in their order, up to the first that says to ignore it. */
export function triggersTouched(triggers: readonly Trigger[], lane: string, reply: SmtpReply): Trigger[] {
  const text = comparable(reply.text);
  const touched = triggers.filter(
    (trigger) =>
      (trigger.lane === undefined || trigger.lane === lane) &&
      trigger.isCode(reply.code) &&
      trigger.isEnhanced(reply.enhanced) &&
      (trigger.pattern === undefined || trigger.pattern.test(text)),
  );
  const end = touched.findIndex(({ actions }) => actions.some(({ kind }) => kind === 'ignore'));
  return end < 0 ? touched : touched.slice(0, end);
}
