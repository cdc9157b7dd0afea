import type { Readable } from 'node:stream';

/** A mail's source, or as much of its beginning as is kept; or that the connection ended before the mail did. */
export type ReadMail = { kind: 'whole'; source: Buffer } | { kind: 'broken-off' };

/** Reads a mail to its end and keeps `mostBytes` of its beginning: what a person writes stands before what they quote. */
export function readMail(mail: Readable, mostBytes: number): Promise<ReadMail> {
  return new Promise((resolve) => {
    const kept: Buffer[] = [];
    let room = mostBytes;
    mail.on('data', (piece: Buffer) => {
      if (room > 0) kept.push(piece.subarray(0, room));
      room -= piece.length;
    });
    mail.once('end', () => resolve({ kind: 'whole', source: Buffer.concat(kept) }));
    for (const event of ['error', 'close'] as const) mail.once(event, () => resolve({ kind: 'broken-off' }));
  });
}

/** The source up to its first empty line, as Latin-1. */
export function headerOf(source: Buffer): string {
  return source.toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
}
