import { type FieldChanges, textProblem } from './fields.ts';

/** Why this person may be written to: the four grounds of Japan's anti-spam act (特定電子メール法 3条1項). */
export const consentBases = ['consent', 'self_notified', 'business_relationship', 'published_address'] as const;

/** One of the four grounds. */
export type ConsentBasis = (typeof consentBases)[number];

/** The ground for joining a list: where it came from, when it was given (now, if not said) and the facts that prove it. */
export type Consent = {
  basis: ConsentBasis;
  source: string;
  at?: Date | undefined;
  evidence?: FieldChanges | undefined;
};

/** A consent that cannot be kept, and why, in a sentence. */
export type ConsentProblem = { kind: 'bad-consent'; reason: string };

const longestSource = 500;
const mostEvidence = 50;
const clockSkewMs = 5 * 60_000;

/** Whether a text names one of the four grounds. */
export function isConsentBasis(text: string): text is ConsentBasis {
  return consentBases.some((basis) => basis === text);
}

/** What is wrong with a consent at this moment; undefined when it can be kept. */
export function consentProblem(consent: Consent, now: Date): ConsentProblem | undefined {
  const reason = basisProblem(consent.basis) ?? sourceProblem(consent.source) ?? timeProblem(consent.at, now);
  if (reason !== undefined) return { kind: 'bad-consent', reason };
  const evidence = evidenceProblem(consent.evidence ?? {});
  return evidence === undefined ? undefined : { kind: 'bad-consent', reason: evidence };
}

/** Why a text is no ground, in a sentence; undefined when it is one. */
export function basisProblem(basis: string): string | undefined {
  if (isConsentBasis(basis)) return undefined;
  return `The basis ${JSON.stringify(basis.slice(0, 60))} is not known; write one of ${consentBases.join(', ')}.`;
}

/** Why a text does not say where the addresses come from, in a sentence; undefined when it does. */
export function sourceProblem(source: string): string | undefined {
  if (source.trim() === '') return 'The source is empty; say where the consent comes from, such as "sign-up form".';
  const problem = source.length > longestSource ? `has more than ${longestSource} characters` : textProblem(source);
  return problem === undefined ? undefined : `The source ${problem}.`;
}

function timeProblem(at: Date | undefined, now: Date): string | undefined {
  if (at === undefined) return undefined;
  if (Number.isNaN(at.getTime())) return 'The time of the consent is not a time.';
  if (at.getTime() > now.getTime() + clockSkewMs) {
    return `The consent is dated ${at.toISOString()}, which is in the future.`;
  }
  return undefined;
}

function evidenceProblem(evidence: FieldChanges): string | undefined {
  const entries = Object.entries(evidence);
  if (entries.length > mostEvidence)
    return `The evidence has ${entries.length} facts; at most ${mostEvidence} are allowed.`;
  for (const [name, value] of entries) {
    const shown = `The evidence ${JSON.stringify(name.slice(0, 60))}`;
    const problem = textProblem(name) ?? (typeof value === 'string' ? textProblem(value) : undefined);
    if (problem !== undefined) return `${shown} ${problem}.`;
    if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) {
      return `${shown} must be a text, a number, true, false or null.`;
    }
  }
  return undefined;
}
