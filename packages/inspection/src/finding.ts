import type { Rule } from './rulebook.ts';

/** A few words for people, in both of the product's languages. */
export type Phrase = { ja: string; en: string };

/**
 * What an inspection found about one rule. `unknown`: it could not be looked at (a DNS look-up that was not wanted or had no
 * answer). `seen` is what stands in the letter, shortened; `rule` says what to do about it.
 */
export type Finding = { rule: Rule; verdict: 'met' | 'missed' | 'unknown'; seen: Phrase };

/** A rule's verdict without the rule itself. */
export type Verdict = Omit<Finding, 'rule'>;

/** The rule is met; `seen` says by what. */
export function met(seen: Phrase): Verdict {
  return { verdict: 'met', seen };
}

/** The rule is not met; `seen` says what stands there instead. */
export function missed(seen: Phrase): Verdict {
  return { verdict: 'missed', seen };
}

/** It could not be looked at; `seen` says why. */
export function unknown(seen: Phrase): Verdict {
  return { verdict: 'unknown', seen };
}

/**
 * A value that reads the same in every language: a field, an address, a number. At most 120 characters, and only the host of
 * any address in it: what stands behind that can be a person's token.
 */
export function plainly(value: string): Phrase {
  const safe = value
    .replaceAll(/(https?:\/\/[^/?#<>\s,]+)[^<>\s,]+/gi, '$1/…')
    .replaceAll(/[^\s<>,;:]+(@[\w.-]+)/g, '…$1');
  const short = safe.length > 120 ? `${safe.slice(0, 119)}…` : safe;
  return { ja: short, en: short };
}
