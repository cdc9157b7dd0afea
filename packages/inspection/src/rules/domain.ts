import { isFreeMail } from '@hikyaku/message';
import { met, missed, plainly, unknown, type Verdict } from '../finding.ts';
import { type ReadLetter, valuesOf } from '../read-letter.ts';
import type { RuleId } from '../rulebook.ts';
import type { TxtResolver } from '../signatures.ts';
import { organisationOf } from '../organisation.ts';

/** Looks at the domain that the letter comes from, in its own name and in DNS. */
export async function domainVerdicts(
  letter: ReadLetter,
  resolver: TxtResolver | undefined,
): Promise<Partial<Record<RuleId, Verdict>>> {
  const domain = fromDomain(letter);
  if (domain === undefined) {
    const none = missed({ ja: 'From がありません', en: 'there is no From' });
    return { 'own-domain': none, 'dmarc-published': none };
  }
  return {
    'own-domain': isFreeMail(domain) ? missed(plainly(domain)) : met(plainly(domain)),
    'dmarc-published': await dmarc(domain, resolver),
  };
}

function fromDomain(letter: ReadLetter): string | undefined {
  const [from = ''] = valuesOf(letter, 'From');
  return /@([\w.-]+)>?\s*$/.exec(from.trim())?.[1]?.toLowerCase();
}

async function dmarc(domain: string, resolver: TxtResolver | undefined): Promise<Verdict> {
  const names = [...new Set([domain, organisationOf(domain)])].map((name) => `_dmarc.${name}`);
  if (resolver === undefined) return unknown({ ja: 'DNS を調べていません', en: 'DNS was not asked' });
  for (const name of names) {
    const records = await recordsAt(resolver, name);
    if (records === 'unanswered') return unknown({ ja: `${name} の答えがありません`, en: `no answer for ${name}` });
    const policy = records.find((record) => /^v=DMARC1\s*;/i.test(record));
    if (policy !== undefined) return met(plainly(policy));
  }
  return missed({ ja: `${names.join(' にも ')} にありません`, en: `none at ${names.join(' or ')}` });
}

async function recordsAt(resolver: TxtResolver, name: string): Promise<string[] | 'unanswered'> {
  try {
    return (await resolver(name)).map((strings) => strings.join(''));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : 'unanswered';
  }
}
