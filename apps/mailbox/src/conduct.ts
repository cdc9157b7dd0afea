import { createAcquaintances } from './acquaintances.ts';
import { now } from './clock.ts';
import { createPacer } from './pace.ts';
import type { Script, Stage } from './script.ts';
import { decide, pass } from './verdict.ts';
import type { Party, Verdict } from './verdict.ts';

/** A script at work: with memory of whom it has met, and of the pace it has to keep. */
export interface Conduct {
  script(): Script;
  /** Takes effect at the next command; what was seen before is forgotten. */
  follow(script: Script): void;
  meetConnection(): Party;
  meetSender(address: string): Party;
  meetRecipient(address: string): Party;
  verdict(at: Stage, parties: readonly Party[]): Verdict;
  /** How long to keep the client waiting; takes this letter's place in the queue of every pace. */
  waitMs(verdict: Verdict): number;
}

/** Nobody is remembered while there are no rules; at most five million addresses otherwise. */
export function createConduct(initial: Script): Conduct {
  const senders = createAcquaintances(5_000_000);
  const recipients = createAcquaintances(5_000_000);
  const pacer = createPacer();
  let script = initial;
  let connections = 0;
  const meet = (among: typeof senders, address: string): Party =>
    script.rules.length === 0 ? { address, attempt: 1, firstSeenAt: 0 } : among.meet(address, now());
  return {
    script: () => script,
    follow(next) {
      script = next;
      connections = 0;
      senders.forget();
      recipients.forget();
    },
    meetConnection() {
      connections += 1;
      return { address: String(connections), attempt: connections, firstSeenAt: now() };
    },
    meetSender: (address) => meet(senders, address),
    meetRecipient: (address) => meet(recipients, address),
    verdict: (at, parties) => (script.rules.length === 0 ? pass : decide(script, { at, parties, now: now() })),
    waitMs: (verdict) => verdict.delayMs + (verdict.paces.length > 0 ? pacer.waitMs(verdict.paces, now()) : 0),
  };
}
