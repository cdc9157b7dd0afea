import type { Finding, RuleId } from '@hikyaku/inspection';
import { type MessageClass, requiresUnsubscribe } from '@hikyaku/message';

/** Which of an inspection's findings keep a letter of ours from being sent. DNS is not asked here: the domain's page looks at it. */
export function standsInTheWay(
  findings: readonly Finding[],
  of: { class: MessageClass; rehearsal: boolean },
): Finding[] {
  const demanded = new Set<RuleId>([
    ...form,
    ...(requiresUnsubscribe(of.class) ? wayOut : []),
    ...(requiresUnsubscribe(of.class) && !of.rehearsal ? inPublic : []),
  ]);
  return findings.filter(({ rule, verdict }) => demanded.has(rule.id) && verdict !== 'met');
}

const form: readonly RuleId[] = ['one-recipient', 'once-each', 'line-length', 'line-ends', 'ascii-header'];
const wayOut: readonly RuleId[] = [
  'one-list-unsubscribe',
  'bracketed-addresses',
  'one-click-post',
  'private-way-out',
  'visible-link',
];
/** While PUBLIC_URL leads to this machine alone, there may be neither https nor a key. */
const inPublic: readonly RuleId[] = ['https-way-out', 'steady-way-out', 'signed-way-out', 'dkim-passes', 'dkim-strong'];
