import type { MxRecord } from '@hikyaku/delivery';
import type { DnsFound } from './dns-finding.ts';

/** What the TXT records at a selector say of a key (RFC 6376 §3.6.1); folding spaces within a value mean nothing. */
export function judgeDkim(records: readonly string[], publicKey: string): DnsFound {
  const keys = records.map(tagsOf).filter((tags) => tags.has('p'));
  if (keys.length === 0) return 'missing';
  if (keys.length > 1) return 'several';
  const published = keys[0]?.get('p') ?? '';
  if (published === '') return 'revoked';
  return published.replace(/\s/g, '') === publicKey ? 'published' : 'other-value';
}

/** What the TXT records of a return path's domain say of who may use it (RFC 7208); more than one policy is an error there (§4.5). */
export function judgeSpf(records: readonly string[]): DnsFound {
  const policies = records.filter((record) => /^v=spf1(?: |$)/i.test(record));
  if (policies.length === 0) return 'missing';
  if (policies.length > 1) return 'several';
  const terms = (policies[0] ?? '').trim().toLowerCase().split(/ +/).slice(1);
  if (terms.some((term) => term === 'all' || term === '+all')) return 'allows-everybody';
  return terms.every((term) => /^[-~?]all$/.test(term)) ? 'allows-nobody' : 'published';
}

/** What the TXT records at `_dmarc` say (RFC 7489 §6.3): a policy begins with its version and names what is to be done. */
export function judgeDmarc(records: readonly string[]): DnsFound {
  const policies = records.filter((record) => /^v=DMARC1\s*(?:;|$)/i.test(record));
  if (policies.length === 0) return 'missing';
  if (policies.length > 1) return 'several';
  return /^(?:none|quarantine|reject)$/i.test(tagsOf(policies[0] ?? '').get('p') ?? '') ? 'published' : 'unreadable';
}

/** Whether a domain takes mail: nobody can answer a newsletter from one that says it does not (RFC 7505 §4.2). */
export function judgeMx(records: readonly MxRecord[], addresses: readonly string[]): DnsFound {
  if (records.some(({ exchange }) => exchange === '')) return 'refuses-mail';
  return records.length > 0 || addresses.length > 0 ? 'published' : 'missing';
}

function tagsOf(record: string): Map<string, string> {
  return new Map(
    record.split(';').flatMap((part) => {
      const [, name, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
    }),
  );
}
