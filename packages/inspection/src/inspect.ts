import type { Finding } from './finding.ts';
import { unknown, type Verdict } from './finding.ts';
import { grade, type Grade } from './grade.ts';
import { readLetter } from './read-letter.ts';
import { type Rule, type RuleId, rulebook } from './rulebook.ts';
import { domainVerdicts } from './rules/domain.ts';
import { formatVerdicts } from './rules/format.ts';
import { signatureVerdicts } from './rules/signature.ts';
import { wayOutVerdicts } from './rules/way-out.ts';
import { wordsVerdicts } from './rules/words.ts';
import { readSignatures, type TxtResolver } from './signatures.ts';
import { oneClickUrl } from './way-out.ts';

/** Everything that was found in one letter, rule by rule, and what each asker makes of it. */
export type Inspection = {
  findings: readonly Finding[];
  grades: readonly Grade[];
  /** Where a mailbox provider would POST, if the letter offers one-click. */
  oneClickUrl: string | undefined;
};

/** Where keys and policies are looked up; nothing is when there is none. No address in the letter is ever called. */
export type InspectionDeps = { resolver?: TxtResolver };

/** Inspects any letter, whoever made it, as its receivers would. Never throws over what the letter holds. */
export async function inspect(source: Uint8Array, { resolver }: InspectionDeps = {}): Promise<Inspection> {
  const letter = await readLetter(source);
  const verdicts: Partial<Record<RuleId, Verdict>> = {
    ...wayOutVerdicts(letter),
    ...signatureVerdicts(letter, await readSignatures(letter, resolver)),
    ...formatVerdicts(letter),
    ...(await domainVerdicts(letter, resolver)),
    ...wordsVerdicts(letter),
  };
  const findings = rulebook.map((rule) => findingOf(rule, verdicts[rule.id]));
  return { findings, grades: grade(findings), oneClickUrl: oneClickUrl(letter) };
}

function findingOf(rule: Rule, verdict: Verdict | undefined): Finding {
  return { rule, ...(verdict ?? unknown({ ja: '調べていません', en: 'it was not looked at' })) };
}
