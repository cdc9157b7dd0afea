import type { Readable } from 'node:stream';

/** A mail's header, up to its first empty line, as Latin-1; or that the connection ended before the mail did. */
export type ReadHeader = { kind: 'whole'; header: string } | { kind: 'broken-off' };

/** Reads a mail to its end and keeps the header alone, `mostBytes` of it. */
export function readHeader(mail: Readable, mostBytes: number): Promise<ReadHeader> {
  return new Promise((resolve) => {
    let kept = '';
    mail.on('data', (piece: Buffer) => {
      if (!kept.includes(emptyLine)) kept += piece.toString('latin1', 0, mostBytes - kept.length);
    });
    mail.once('end', () => resolve({ kind: 'whole', header: kept.split(emptyLine, 1)[0] ?? '' }));
    for (const event of ['error', 'close'] as const) mail.once(event, () => resolve({ kind: 'broken-off' }));
  });
}

const emptyLine = '\r\n\r\n';
