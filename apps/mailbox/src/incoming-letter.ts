import type { SMTPServerDataStream } from 'smtp-server';
import { now } from './clock.ts';

/** A letter as it came off the wire, dots unstuffed. */
export interface IncomingLetter {
  source: Buffer;
  sizeBytes: number;
  tFirstByte: number | null;
  /** Null: the connection ended before the final dot. */
  tDot: number | null;
}

/** Reads a letter to its final dot, or to the end of the connection; calls `onFirstBytes` once, bytes over the limit are counted and let go. */
export function readLetter(
  stream: SMTPServerDataStream,
  limitBytes: number,
  onFirstBytes: () => void,
): Promise<IncomingLetter> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    let tFirstByte: number | null = null;
    let done = false;
    const finish = (tDot: number | null): void => {
      if (done) return;
      done = true;
      resolve({ source: Buffer.concat(pieces), sizeBytes, tFirstByte, tDot });
    };
    stream.on('data', (piece: Buffer) => {
      sizeBytes += piece.length;
      if (sizeBytes <= limitBytes) pieces.push(piece);
      if (tFirstByte !== null) return;
      tFirstByte = now();
      onFirstBytes();
    });
    stream.on('end', () => finish(now()));
    stream.on('error', () => finish(null));
    stream.on('close', () => finish(null));
  });
}
