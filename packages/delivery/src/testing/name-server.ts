import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { NameServer } from '../dns/exchange.ts';

/** What a name has. `ttl` is in seconds, 300 unless said otherwise; `fails` is what happens to every question about it. */
export type Entry = {
  MX?: readonly [preference: number, exchange: string][];
  A?: readonly string[];
  AAAA?: readonly string[];
  TXT?: readonly string[];
  CNAME?: string;
  ttl?: number;
  fails?: 'SERVFAIL' | 'silence';
};

/** A name server on loopback that answers out of a table, as one does that asks others: by UDP and TCP, aliases followed. */
export type TestNameServer = {
  server: NameServer;
  /** What it says from now on. */
  zone: Record<string, Entry>;
  /** Every question, such as `udp MX example.com`. */
  asked: string[];
  /** Packets that are sent before an answer, as somebody would who forges one. */
  forge?: (question: Buffer) => Buffer[];
  close: () => Promise<void>;
};

const types = { A: 1, CNAME: 5, SOA: 6, MX: 15, TXT: 16, AAAA: 28 } as const;
type Type = keyof typeof types;
const largestPacket = 1_232;

/** Starts one on a free port. */
export async function nameServer(zone: Record<string, Entry>): Promise<TestNameServer> {
  const { udp, tcp, port } = await listenOnBoth();
  const sockets = new Set<Socket>();
  const started: TestNameServer = {
    server: { address: '127.0.0.1', port },
    zone,
    asked: [],
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
  const reply = (question: Buffer, way: 'udp' | 'tcp'): Buffer | undefined => {
    const { name, type } = readQuestion(question);
    started.asked.push(`${way} ${type} ${name}`);
    return answerTo(question, name, type, started.zone, way === 'udp');
  };
  udp.on('message', (question, from) => {
    for (const forged of started.forge?.(question) ?? []) udp.send(forged, from.port, from.address);
    const answer = reply(question, 'udp');
    if (answer) udp.send(answer, from.port, from.address);
  });
  tcp.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    socket.on('data', (octets) => {
      const answer = reply(octets.subarray(2), 'tcp');
      // In two writes, so that the length comes alone.
      if (answer) socket.write(uint16(answer.length), () => socket.write(answer));
    });
  });
  return started;
}

/** The same port for both; where another process has it for one, the next free one. */
async function listenOnBoth(): Promise<{ udp: UdpSocket; tcp: Server; port: number }> {
  for (;;) {
    const tcp = createServer();
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const address = tcp.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const udp = createSocket('udp4');
    udp.bind(port, '127.0.0.1');
    const bound = await once(udp, 'listening').then(
      () => true,
      () => false,
    );
    if (bound) return { udp, tcp, port };
    tcp.close();
  }
}

function readQuestion(question: Buffer): { name: string; type: Type | 'other' } {
  const labels: string[] = [];
  let at = 12;
  for (let size = question.readUInt8(at); size > 0; size = question.readUInt8(at)) {
    labels.push(question.toString('latin1', at + 1, at + 1 + size).toLowerCase());
    at += size + 1;
  }
  const type = question.readUInt16BE(at + 1);
  return { name: labels.join('.'), type: typeNames.find((name) => types[name] === type) ?? 'other' };
}

const typeNames = ['A', 'AAAA', 'MX', 'TXT', 'CNAME', 'SOA'] as const satisfies Type[];

function answerTo(
  question: Buffer,
  name: string,
  type: Type | 'other',
  zone: Record<string, Entry>,
  isPacket: boolean,
): Buffer | undefined {
  const answers: Buffer[] = [];
  let here = name;
  // An endless chain of aliases is given as far as it was followed.
  for (let aliases = 0; aliases < 16; aliases++) {
    const { fails } = zone[here] ?? {};
    if (fails === 'silence') return undefined;
    if (fails === 'SERVFAIL') return message(question, 2, [], []);
    const alias = type === 'CNAME' ? undefined : zone[here]?.CNAME;
    if (alias === undefined) break;
    answers.push(record(here, 'CNAME', zone[here]?.ttl, writeName(alias)));
    here = alias;
  }
  const entry = zone[here];
  const own =
    entry === undefined ? [] : dataOf(entry, type).map((data) => record(here, dataType(type), entry.ttl, data));
  const exists = entry !== undefined || Object.keys(zone).some((known) => known.endsWith(`.${here}`));
  const negative = own.length === 0 ? [record('test', 'SOA', 120, soa)] : [];
  const whole = message(question, exists ? 0 : 3, [...answers, ...own], negative);
  return isPacket && whole.length > largestPacket ? message(question, 0, [], [], 0x0200) : whole;
}

function dataType(type: Type | 'other'): Type {
  return type === 'other' ? 'TXT' : type;
}

function dataOf(entry: Entry, type: Type | 'other'): Buffer[] {
  switch (type) {
    case 'MX':
      return (entry.MX ?? []).map(([preference, exchange]) => Buffer.concat([uint16(preference), writeName(exchange)]));
    case 'A':
      return (entry.A ?? []).map((address) => Buffer.from(address.split('.').map(Number)));
    case 'AAAA':
      return (entry.AAAA ?? []).map(writeIpv6);
    case 'TXT':
      return (entry.TXT ?? []).map((text) => Buffer.concat((text.match(/[^]{1,255}/g) ?? []).map(writeString)));
    case 'CNAME':
      return entry.CNAME === undefined ? [] : [writeName(entry.CNAME)];
    case 'SOA':
    case 'other':
      return [];
  }
}

function message(question: Buffer, code: number, answers: Buffer[], authorities: Buffer[], flags = 0): Buffer {
  const asked = question.subarray(12, question.indexOf(0, 12) + 5);
  const counts = [1, answers.length, authorities.length, 0].map(uint16);
  const header = [question.subarray(0, 2), uint16(0x8180 | flags | code), ...counts];
  return Buffer.concat([...header, asked, ...answers, ...authorities]);
}

function record(name: string, type: Type, ttl = 300, data: Buffer): Buffer {
  const fixed = [uint16(types[type]), uint16(1), Buffer.concat([uint16(ttl >>> 16), uint16(ttl & 0xffff)])];
  return Buffer.concat([writeName(name), ...fixed, uint16(data.length), data]);
}

function writeName(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  return Buffer.concat([...labels.map((label) => writeString(label)), Buffer.from([0])]);
}

function writeString(text: string): Buffer {
  return Buffer.from(`${String.fromCharCode(text.length)}${text}`, 'latin1');
}

function writeIpv6(address: string): Buffer {
  const [before = '', after] = address.split('::');
  const groups = (half: string | undefined) => (half ? half.split(':') : []);
  const missing = 8 - groups(before).length - groups(after).length;
  const all = [
    ...groups(before),
    ...Array.from({ length: after === undefined ? 0 : missing }, () => '0'),
    ...groups(after),
  ];
  return Buffer.concat(all.map((group) => uint16(Number.parseInt(group, 16))));
}

function uint16(value: number): Buffer {
  return Buffer.from([(value >> 8) & 0xff, value & 0xff]);
}

const soa = Buffer.concat([
  writeName('ns.test'),
  writeName('hostmaster.test'),
  Buffer.alloc(16),
  uint16(0),
  uint16(60),
]);
