import type { Log } from '@hikyaku/log';
import type { Taken } from './take-mail.ts';

/** Tells the log what became of each mail, with how many of its kind there were since the start. */
export type Tally = { refused: () => void; took: (taken: Taken) => void };

/** Begins to count. Nothing of an address, a token or a mail is told. */
export function openTally(log: Log): Tally {
  const counts = { left: 0, ignored: 0, answers: 0, refused: 0 };
  const refused = () => log.info({ refused: ++counts.refused }, 'refused an address that is none of ours');
  return {
    refused,
    took(taken) {
      switch (taken.kind) {
        case 'unknown':
          return refused();
        case 'elsewhere':
        case 'misdirected':
          return log.info({ outcome: taken.kind, answers: ++counts.answers }, 'an ordinary answer');
        case 'ignored':
          return log.info({ sign: taken.sign, ignored: ++counts.ignored }, "ignored a machine's mail");
        case 'left':
          for (const { method, scope, left } of taken.leavings) {
            const { kind, suppressed, takenBack, waitedMs } = left;
            const facts = { answer: kind, outcome: suppressed.outcome, takenBack, waitedMs: Math.round(waitedMs) };
            log.info({ method, scope, ...facts, left: ++counts.left }, 'left');
          }
      }
    },
  };
}
