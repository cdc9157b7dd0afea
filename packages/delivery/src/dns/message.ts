import { SocketAddress } from 'node:net';

/** The types of records that are asked for here, with their numbers (RFC 1035 §3.2.2, RFC 3596). */
export const recordTypes = { A: 1, CNAME: 5, SOA: 6, MX: 15, TXT: 16, AAAA: 28 } as const;

/** The data of a record; `other` is everything that nobody here asks for. */
export type RecordData =
  | { type: 'A' | 'AAAA'; address: string }
  | { type: 'CNAME'; target: string }
  | { type: 'MX'; preference: number; exchange: string }
  | { type: 'TXT'; text: string }
  /** `minimum` is how many seconds an answer of nothing may be kept, at most (RFC 2308 §4). */
  | { type: 'SOA'; minimum: number }
  | { type: 'other' };

/** One record of an answer. */
export type ResourceRecord = { name: string; ttlSeconds: number; data: RecordData };

/** An answer as it came; `code` is the RCODE: 0 is yes, 2 SERVFAIL, 3 NXDOMAIN. */
export type DnsMessage = {
  id: number;
  code: number;
  truncated: boolean;
  /** Whether the server asks others, or knows by itself: only such a one can say that there is nothing. */
  knows: boolean;
  question: { name: string; type: number } | undefined;
  answers: ResourceRecord[];
  authorities: ResourceRecord[];
};

const internet = 1;
/** What fits into one packet nearly everywhere (DNS flag day 2020). */
const largestPacket = 1_232;

/** A question that asks for recursion and takes answers of 1,232 octets by UDP (EDNS0, RFC 6891). `name` must be a host name. */
export function writeQuestion(id: number, name: string, type: number): Buffer {
  const end = Buffer.from([0, type >> 8, type & 0xff, 0, internet]);
  const options = Buffer.from([0, 0, 41, largestPacket >> 8, largestPacket & 0xff, 0, 0, 0, 0, 0, 0]);
  const header = Buffer.from([id >> 8, id & 0xff, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 1]);
  const labels = name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'));
  return Buffer.concat([header, ...labels, end, options]);
}

/** Reads an answer; undefined when it is not one. Strangers write these octets: every length is looked at before it is believed. */
export function readMessage(octets: Buffer): DnsMessage | undefined {
  try {
    return message(octets);
  } catch (error) {
    if (error instanceof CutShort) return undefined;
    throw error;
  }
}

/** A place in a message, to read on from. */
type Cursor = { octets: Buffer; at: number };

/** What was to be read is not there. */
class CutShort extends Error {}

function message(octets: Buffer): DnsMessage | undefined {
  const header = take({ octets, at: 0 }, 12);
  const flags = header.readUInt16BE(2);
  if ((flags & 0x8000) === 0) return undefined;
  const cursor = { octets, at: 12 };
  const counted = (offset: number) => Array.from({ length: header.readUInt16BE(offset) });
  const questions = counted(4).map(() => ({ name: readName(cursor), type: uint16(cursor), class: uint16(cursor) }));
  const [question] = questions;
  return {
    id: header.readUInt16BE(0),
    code: flags & 0x0f,
    truncated: (flags & 0x0200) !== 0,
    knows: (flags & 0x0480) !== 0,
    question: questions.length === 1 && question?.class === internet ? question : undefined,
    answers: counted(6).map(() => readRecord(cursor)),
    authorities: counted(8).map(() => readRecord(cursor)),
  };
}

function readRecord(cursor: Cursor): ResourceRecord {
  const name = readName(cursor);
  const type = uint16(cursor);
  const isInternet = uint16(cursor) === internet;
  const ttl = uint32(cursor);
  const length = uint16(cursor);
  const end = cursor.at + length;
  if (end > cursor.octets.length) throw new CutShort();
  const data = isInternet ? readData(type, { octets: cursor.octets.subarray(0, end), at: cursor.at }) : other;
  cursor.at = end;
  // The highest bit is no time at all (RFC 2181 §8).
  return { name, ttlSeconds: ttl > 0x7fffffff ? 0 : ttl, data };
}

const other = { type: 'other' } as const;

function readData(type: number, cursor: Cursor): RecordData {
  switch (type) {
    case recordTypes.A:
      return { type: 'A', address: take(cursor, 4).join('.') };
    case recordTypes.AAAA:
      return { type: 'AAAA', address: ipv6(take(cursor, 16)) };
    case recordTypes.CNAME:
      return { type: 'CNAME', target: readName(cursor) };
    case recordTypes.MX:
      return { type: 'MX', preference: uint16(cursor), exchange: readName(cursor) };
    case recordTypes.TXT:
      return { type: 'TXT', text: readStrings(cursor) };
    case recordTypes.SOA:
      return { type: 'SOA', minimum: uint32({ octets: cursor.octets, at: cursor.octets.length - 4 }) };
    default:
      return other;
  }
}

/** A name without the dot at its end, in lower case; octets that no host name has are written as `\ddd`. */
function readName(cursor: Cursor): string {
  const labels: string[] = [];
  let { at } = cursor;
  let jumped = false;
  for (let length = 0; ; ) {
    const size = uint8({ octets: cursor.octets, at });
    if (size >= 0xc0) {
      const target = uint16({ octets: cursor.octets, at }) & 0x3fff;
      // Compression points to what came before (RFC 1035 §4.1.4); so no name is endless.
      if (target >= at) throw new CutShort();
      if (!jumped) cursor.at = at + 2;
      jumped = true;
      at = target;
      continue;
    }
    length += size + 1;
    if (size >= 0x40 || length > 255) throw new CutShort();
    const label = take({ octets: cursor.octets, at: at + 1 }, size);
    at += size + 1;
    if (size === 0) break;
    labels.push(
      label
        .toString('latin1')
        .toLowerCase()
        .replace(/[^a-z0-9_-]/g, escaped),
    );
  }
  if (!jumped) cursor.at = at;
  return labels.join('.');
}

function escaped(character: string): string {
  return `\\${String(character.charCodeAt(0)).padStart(3, '0')}`;
}

function readStrings(cursor: Cursor): string {
  let text = '';
  while (cursor.at < cursor.octets.length) text += take(cursor, uint8(cursor)).toString('latin1');
  return text;
}

function ipv6(octets: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => octets.readUInt16BE(index * 2).toString(16));
  return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}

function take(cursor: Cursor, length: number): Buffer {
  const end = cursor.at + length;
  if (cursor.at < 0 || end > cursor.octets.length) throw new CutShort();
  const taken = cursor.octets.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}

function uint8(cursor: Cursor): number {
  return take(cursor, 1).readUInt8(0);
}

function uint16(cursor: Cursor): number {
  return take(cursor, 2).readUInt16BE(0);
}

function uint32(cursor: Cursor): number {
  return take(cursor, 4).readUInt32BE(0);
}
