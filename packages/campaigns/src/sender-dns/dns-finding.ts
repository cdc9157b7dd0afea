import type { Answer } from '@hikyaku/delivery';

/** What is looked at: who may send for the return path, the signature's keys, the policy, and whether mail comes in. */
export type DnsCheck = 'dkim' | 'spf' | 'dmarc' | 'mx' | 'inbound';

/** What was found, in one word of its check; `unanswered` says nothing of the domain, only that DNS gave no answer. */
export type DnsFound =
  | 'published'
  | 'inherited'
  | 'missing'
  | 'several'
  | 'other-value'
  | 'revoked'
  | 'allows-everybody'
  | 'allows-nobody'
  | 'unreadable'
  | 'refuses-mail'
  | 'unanswered';

/** How much it matters: all is well, it should be mended some time, letters suffer, or nobody can know now. */
export type DnsVerdict = 'good' | 'mind' | 'bad' | 'unknown';

/** A record to publish. `value` is null where only somebody else knows it: the relay's own provider. */
export type DnsRecord = { type: 'TXT' | 'MX'; name: string; value: string | null };

/** One thing that was looked at: what was found, where, what stands there now, and what should. */
export type DnsFinding = {
  check: DnsCheck;
  verdict: DnsVerdict;
  found: DnsFound;
  record: DnsRecord;
  seen: readonly string[];
};

/** The values of an answer; undefined when there was none. */
export function valuesOf<Value>(answer: Answer<Value>): readonly Value[] | undefined {
  switch (answer.kind) {
    case 'found':
      return answer.values;
    case 'none':
      return [];
    case 'trouble':
      return undefined;
  }
}

/** How much a finding of a check matters. */
export function verdictOf(check: DnsCheck, found: DnsFound): DnsVerdict {
  if (found === 'published' || found === 'inherited') return 'good';
  if (found === 'unanswered') return 'unknown';
  return check === 'mx' && found === 'missing' ? 'mind' : 'bad';
}
