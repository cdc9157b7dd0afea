import type { IncomingMessage } from 'node:http';

/** A request's body, or that it was longer than allowed. */
export type ReadBody = { ok: true; bytes: Buffer } | { ok: false };

/** Reads a body of at most `mostBytes`, whatever its type and transfer encoding. What is too long is not kept in memory. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The stream stays open when reading stops early: the answer travels on the same socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > mostBytes) return { ok: false };
    chunks.push(bytes);
  }
  return { ok: true, bytes: Buffer.concat(chunks) };
}
