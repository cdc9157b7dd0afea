import type { Reply } from './reply.ts';
import type { DropMoment, Rule, Script, Stage } from './script.ts';
import { inShare } from './share.ts';

/** One address a rule may concern: a recipient, at 'mail' the sender, at 'connect' the connection's number. */
export interface Party {
  address: string;
  /** How often it has been seen since the script was set, this time included. */
  attempt: number;
  /** Epoch milliseconds of the first time. */
  firstSeenAt: number;
}

/** What is asked of a script. */
export interface Question {
  at: Stage;
  parties: readonly Party[];
  /** Epoch milliseconds. */
  now: number;
}

/** How a moment ends after its delays. */
export type End = { kind: 'pass' } | { kind: 'reply'; reply: Reply } | { kind: 'drop'; when: DropMoment };

/** What the script wants at one moment. */
export interface Verdict {
  delayMs: number;
  /** The rules whose pace this letter has to keep. */
  paces: readonly { rule: Rule; lettersPerSecond: number }[];
  /** Letters this connection may carry, when a rule says so. */
  closeAfter: number | null;
  end: End;
}

/** Nothing in particular: go on at once. */
export const pass: Verdict = { delayMs: 0, paces: [], closeAfter: null, end: { kind: 'pass' } };

/** Applies the rules in their order: delays and paces add up, the first reply or drop ends it. */
export function decide(script: Script, question: Question): Verdict {
  if (script.rules.length === 0) return pass;
  let delayMs = 0;
  let closeAfter: number | null = null;
  const paces: { rule: Rule; lettersPerSecond: number }[] = [];
  for (const rule of script.rules) {
    if (rule.at !== question.at) continue;
    const party = question.parties.find((candidate) => concerns(rule, candidate));
    if (!party) continue;
    const { deed } = rule;
    switch (deed.kind) {
      case 'delay':
        delayMs += deed.delayMs;
        break;
      case 'pace':
        paces.push({ rule, lettersPerSecond: deed.lettersPerSecond });
        break;
      case 'closeAfter':
        closeAfter = Math.min(closeAfter ?? Number.POSITIVE_INFINITY, deed.letters);
        break;
      case 'greylist':
        if (question.now - party.firstSeenAt < deed.seconds * 1000) {
          return { delayMs, paces, closeAfter, end: { kind: 'reply', reply: greylisted } };
        }
        break;
      case 'reply':
        return { delayMs, paces, closeAfter, end: { kind: 'reply', reply: deed.reply } };
      case 'drop':
        return { delayMs, paces, closeAfter, end: { kind: 'drop', when: deed.when } };
    }
  }
  return { delayMs, paces, closeAfter, end: { kind: 'pass' } };
}

const greylisted: Reply = { code: 451, lines: ['4.7.1 Greylisted, please try again later'] };

function concerns({ match }: Rule, party: Party): boolean {
  const { recipient, domain, share, seed, attempts } = match;
  if (attempts && (party.attempt < attempts.from || party.attempt > attempts.to)) return false;
  if (domain !== null && domainOf(party.address) !== domain) return false;
  if (recipient && !recipient.test(party.address)) return false;
  return share === null || inShare(party.address, seed, share);
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
