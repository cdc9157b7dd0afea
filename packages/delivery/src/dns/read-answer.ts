import type { Answer } from './answer.ts';
import type { DnsMessage, RecordData, ResourceRecord } from './message.ts';

/** What a message says to a question; `alias`: only that the name is another one's, which is to be asked about next. */
export type ReadAnswer<Value> = Answer<Value> | { kind: 'alias'; target: string; ttlSeconds: number };

/** More aliases behind one another than these are a mistake, or malice. */
export const mostAliases = 10;

/** Reads what a message answers about a name, through its aliases; `valueOf` gives what is asked for, and undefined for the rest. */
export function readAnswer<Value>(
  message: DnsMessage,
  name: string,
  valueOf: (data: RecordData) => Value | undefined,
): ReadAnswer<Value> {
  if (message.code !== 0 && message.code !== noSuchDomain) return { kind: 'trouble', error: words(message.code) };
  let here = name;
  let ttlSeconds = Number.POSITIVE_INFINITY;
  for (let aliases = 0; aliases <= mostAliases; aliases++) {
    const own = message.answers.filter((record) => record.name === here);
    const found = own.flatMap((record) => valuesIn(record, valueOf));
    if (found.length > 0) {
      const shortest = Math.min(ttlSeconds, ...found.map((one) => one.ttlSeconds));
      return { kind: 'found', values: found.map((one) => one.value), ttlSeconds: shortest };
    }
    const alias = own.find((record) => record.data.type === 'CNAME');
    if (alias?.data.type !== 'CNAME') return nothing(message, name, here, ttlSeconds);
    here = alias.data.target;
    ttlSeconds = Math.min(ttlSeconds, alias.ttlSeconds);
  }
  return { kind: 'trouble', error: `${name} is an alias of an alias, more than ${mostAliases} times, or without end` };
}

function valuesIn<Value>({ data, ttlSeconds }: ResourceRecord, valueOf: (data: RecordData) => Value | undefined) {
  const value = valueOf(data);
  return value === undefined ? [] : [{ value, ttlSeconds }];
}

function nothing<Value>(message: DnsMessage, name: string, here: string, aliasSeconds: number): ReadAnswer<Value> {
  const soa = message.authorities.find((record) => record.data.type === 'SOA');
  const minimum = soa?.data.type === 'SOA' ? Math.min(soa.ttlSeconds, soa.data.minimum) : 0;
  const ttlSeconds = Math.min(minimum, aliasSeconds);
  // With NXDOMAIN it is the last name of the chain that does not exist (RFC 2308 §2.1).
  if (message.code === noSuchDomain) return { kind: 'none', why: 'no-such-domain', ttlSeconds };
  if (here !== name && soa === undefined) return { kind: 'alias', target: here, ttlSeconds: aliasSeconds };
  if (!message.knows) return { kind: 'trouble', error: 'the name server does not ask others' };
  return { kind: 'none', why: 'no-such-record', ttlSeconds };
}

const noSuchDomain = 3;

function words(code: number): string {
  return `the name server answers ${{ 1: 'FORMERR', 2: 'SERVFAIL', 4: 'NOTIMP', 5: 'REFUSED' }[code] ?? `code ${code}`}`;
}
