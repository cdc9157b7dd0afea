import type { Answer, Resolver } from '@hikyaku/delivery';
import { organisationOf } from '@hikyaku/inspection';
import { type DnsCheck, type DnsFinding, type DnsFound, type DnsRecord, valuesOf, verdictOf } from './dns-finding.ts';
import { judgeDkim, judgeDmarc, judgeMx, judgeSpf } from './judge-records.ts';
import type { SenderKey } from './sender-keys.ts';

/** How this installation's letters go out and come back: what their records must say. */
export type MailPaths = {
  /** Domain of return paths, which SPF is asked about. */
  bounceDomain: string;
  /** Where people may write to leave, where mail is received at all. */
  inboundDomain: string | undefined;
  /** The name that this installation itself sends and receives under; undefined where a relay sends for it. */
  ownHost: string | undefined;
};

/** Asks DNS about everything that receivers will ask about a domain's letters. Changes nothing. */
export async function lookUpDomain(
  resolver: Resolver,
  domain: string,
  keys: readonly SenderKey[],
  paths: MailPaths,
): Promise<DnsFinding[]> {
  const asked = [
    ...keys.filter(({ retiredAt }) => retiredAt === null).map((key) => dkim(resolver, key)),
    ...(isPublic(paths.bounceDomain) ? [spf(resolver, paths)] : []),
    dmarc(resolver, domain),
    mx(resolver, domain),
    ...(paths.inboundDomain === undefined ? [] : [inbound(resolver, paths.inboundDomain, paths.ownHost)]),
  ];
  return Promise.all(asked);
}

async function dkim(resolver: Resolver, { record, publicKey }: SenderKey): Promise<DnsFinding> {
  const answer = await resolver.txt(record.name);
  return finding('dkim', { type: 'TXT', ...record }, answer, (records) => judgeDkim(records, publicKey));
}

async function spf(resolver: Resolver, { bounceDomain, ownHost }: MailPaths): Promise<DnsFinding> {
  const value = ownHost === undefined ? null : `v=spf1 a:${ownHost} -all`;
  const answer = await resolver.txt(bounceDomain);
  const seen = keepOnly(answer, /^v=spf1/i);
  return finding('spf', { type: 'TXT', name: bounceDomain, value }, seen, judgeSpf);
}

/** Of the domain itself, else of the organisation's (RFC 7489 §6.6.3). */
async function dmarc(resolver: Resolver, domain: string): Promise<DnsFinding> {
  const record: DnsRecord = { type: 'TXT', name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none' };
  const own = finding('dmarc', record, keepOnly(await resolver.txt(record.name), /^v=DMARC1/i), judgeDmarc);
  const organisation = organisationOf(domain);
  if (own.found !== 'missing' || organisation === domain) return own;
  const above = finding(
    'dmarc',
    { ...record, name: `_dmarc.${organisation}` },
    keepOnly(await resolver.txt(`_dmarc.${organisation}`), /^v=DMARC1/i),
    judgeDmarc,
  );
  if (above.found === 'published') return { ...above, found: 'inherited' };
  return above.found === 'missing' ? own : above;
}

async function mx(resolver: Resolver, domain: string): Promise<DnsFinding> {
  const record: DnsRecord = { type: 'MX', name: domain, value: null };
  const answer = await resolver.mx(domain);
  const addresses = answer.kind === 'none' ? valuesOf(await resolver.a(domain)) : [];
  return finding('mx', record, answer, (records) => judgeMx(records, addresses ?? []), mxText);
}

async function inbound(resolver: Resolver, domain: string, ownHost: string | undefined): Promise<DnsFinding> {
  const record: DnsRecord = { type: 'MX', name: domain, value: ownHost === undefined ? null : `10 ${ownHost}` };
  const judge = (records: readonly { exchange: string }[]): DnsFound => (records.length > 0 ? 'published' : 'missing');
  return finding('inbound', record, await resolver.mx(domain), judge, mxText);
}

function finding<Value>(
  check: DnsCheck,
  record: DnsRecord,
  answer: Answer<Value>,
  judge: (values: readonly Value[]) => DnsFound,
  text: (value: Value) => string = String,
): DnsFinding {
  const values = valuesOf(answer);
  const found = values === undefined ? 'unanswered' : judge(values);
  return { check, verdict: verdictOf(check, found), found, record, seen: (values ?? []).map(text) };
}

/** A name may hold many texts; only those that claim to be of this kind are shown and judged. */
function keepOnly(answer: Answer<string>, kind: RegExp): Answer<string> {
  return answer.kind === 'found' ? { ...answer, values: answer.values.filter((text) => kind.test(text)) } : answer;
}

function mxText({ preference, exchange }: { preference: number; exchange: string }): string {
  return `${preference} ${exchange === '' ? '.' : exchange}`;
}

/** Whether anybody else can look a name up. */
function isPublic(domain: string): boolean {
  return domain.includes('.') && !/(?:^|\.)(?:localhost|local|internal|test)$|^[\d.]+$|^\[/.test(domain);
}
