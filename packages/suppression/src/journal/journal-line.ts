import { crc32 } from 'node:zlib';
import type { Scoped } from '@hikyaku/ledger';

/** Who left, by which door, and when they said so: everything that is needed to carry it out later, without an address or a token. */
export type OptOut = {
  saidAt: Date;
  person: Scoped & { workspaceId: string };
  source: string;
  details: Readonly<Record<string, string | number>>;
};

/** An opt-out with its number in its journal; numbers only grow. */
export type Entry = { seq: number; optOut: OptOut };

/**
 * One line of a journal: a checksum, and what it is of. `safe` is the number through which this volume was on disk when the line was
 * written: it tells a line that was lost from one that was never answered.
 */
export function writeLine({ seq, optOut }: Entry, safe: number): string {
  const { saidAt, person, source, details } = optOut;
  const json = JSON.stringify({
    seq,
    safe,
    at: saidAt.toISOString(),
    ws: person.workspaceId,
    key: person.addressKey.toString('base64url'),
    scope: person.scope,
    list: person.listId,
    source,
    details,
  });
  return `${checksum(json)} ${json}\n`;
}

/** What a volume holds: its whole lines, in order, and the numbers that were safe once and cannot be read any more. */
export type ReadVolume = { entries: Entry[]; lost: number[] };

/** Reads a volume that begins with number `first`. A tail that was torn, or whose pieces came to disk in another order, was never answered. */
export function readLines(text: string, first: number): ReadVolume {
  const entries = new Map<number, Entry>();
  let safe = first - 1;
  for (const line of text.split('\n')) {
    const read = readLine(line);
    if (read === undefined) continue;
    entries.set(read.entry.seq, read.entry);
    safe = Math.max(safe, read.safe);
  }
  const lost: number[] = [];
  for (let seq = first; seq <= safe; seq++) if (!entries.has(seq)) lost.push(seq);
  return { entries: [...entries.values()].sort((a, b) => a.seq - b.seq), lost };
}

function readLine(line: string): { entry: Entry; safe: number } | undefined {
  const [, sum, json] = /^([0-9a-f]{8}) (\{.*\})$/.exec(line) ?? [];
  if (json === undefined || sum !== checksum(json)) return undefined;
  const { seq, safe, at, ws, key, scope, list, source, details } = JSON.parse(json);
  const person = { workspaceId: ws, addressKey: Buffer.from(key, 'base64url'), scope, listId: list };
  return { entry: { seq, optOut: { saidAt: new Date(at), person, source, details } }, safe };
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
