import { randomInt } from 'node:crypto';
import { isIP } from 'node:net';
import { type Answer, isHostName, type Resolver } from './answer.ts';
import { askByTcp, askByUdp, type NameServer } from './exchange.ts';
import { type DnsMessage, type RecordData, readMessage, recordTypes, writeQuestion } from './message.ts';
import { mostAliases, type ReadAnswer, readAnswer } from './read-answer.ts';

/** Every server is asked this many times, one after another, before the DNS is in trouble. */
const rounds = 2;
const answerMs = 3_000;

/**
 * A resolver over name servers that ask others (a stub resolver: they look for the answer, and they judge DNSSEC). It is our own because
 * node's tells no times to live of MX and TXT records. Nothing is kept between questions.
 */
export function nameServers(servers: readonly NameServer[], withinMs = answerMs): Resolver {
  const look = <Value>(name: string, type: number, valueOf: (data: RecordData) => Value | undefined) =>
    followed(name, (here) =>
      askAny(servers, { name: here, type, withinMs }, (message) => readAnswer(message, here, valueOf)),
    );
  return {
    mx: (domain) => look(domain, recordTypes.MX, (data) => (data.type === 'MX' ? data : undefined)),
    a: (host) => look(host, recordTypes.A, (data) => (data.type === 'A' ? data.address : undefined)),
    aaaa: (host) => look(host, recordTypes.AAAA, (data) => (data.type === 'AAAA' ? data.address : undefined)),
    txt: (name) => look(name, recordTypes.TXT, (data) => (data.type === 'TXT' ? data.text : undefined)),
  };
}

/** Reads name servers as `DNS_SERVERS` and `dns.getServers()` write them: `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`; undefined when it is none. */
export function parseNameServer(text: string): NameServer | undefined {
  if (isIP(text) !== 0) return { address: text, port: 53 };
  const [, bracketed, plain, port = '53'] = /^(?:\[(.+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? '';
  const isPort = Number(port) > 0 && Number(port) < 65_536;
  return isIP(address) !== 0 && isPort ? { address, port: Number(port) } : undefined;
}

/** Some servers answer with an alias alone: then the name behind it is asked about. */
async function followed<Value>(
  name: string,
  ask: (name: string) => Promise<ReadAnswer<Value>>,
): Promise<Answer<Value>> {
  let here = name;
  let shortest = Number.POSITIVE_INFINITY;
  for (let aliases = 0; aliases <= mostAliases; aliases++) {
    if (!isHostName(here)) return { kind: 'trouble', error: `${JSON.stringify(here)} is not a host name` };
    const answer = await ask(here);
    if (answer.kind === 'trouble') return answer;
    shortest = Math.min(shortest, answer.ttlSeconds);
    if (answer.kind !== 'alias') return { ...answer, ttlSeconds: shortest };
    here = answer.target;
  }
  return { kind: 'trouble', error: `${name} is an alias of an alias, more than ${mostAliases} times, or without end` };
}

type Question = { name: string; type: number; withinMs: number };

async function askAny<Value>(
  servers: readonly NameServer[],
  question: Question,
  read: (message: DnsMessage) => ReadAnswer<Value>,
): Promise<ReadAnswer<Value>> {
  let trouble = 'no name server is known: name some in DNS_SERVERS';
  for (const server of Array.from({ length: rounds }, () => servers).flat()) {
    try {
      const answer = read(await askOne(server, question));
      if (answer.kind !== 'trouble') return answer;
      trouble = answer.error;
    } catch (error) {
      trouble = `the name server ${server.address}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return { kind: 'trouble', error: trouble };
}

async function askOne(server: NameServer, { name, type, withinMs }: Question): Promise<DnsMessage> {
  const id = randomInt(0x10000);
  const question = writeQuestion(id, name, type);
  const readOwn = (octets: Buffer): DnsMessage | undefined => {
    const message = readMessage(octets);
    return message?.id === id && isSame(message.question, name, type) ? message : undefined;
  };
  const short = readOwn(await askByUdp(server, question, (octets) => readOwn(octets) !== undefined, withinMs));
  if (short !== undefined && !short.truncated) return short;
  const long = readOwn(await askByTcp(server, question, withinMs));
  if (long === undefined) throw new Error('its answer cannot be read');
  return long;
}

/** FORMERR and the like may come without the question. */
function isSame(asked: DnsMessage['question'], name: string, type: number): boolean {
  return asked?.name === name && asked.type === type;
}
