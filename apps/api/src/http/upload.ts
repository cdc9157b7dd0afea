import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Request } from 'express';
import { z } from 'zod';
import { notOfType } from './body.ts';
import type { Payload } from './payload.ts';
import { problemOf } from './problem.ts';
import type { Reply } from './reply.ts';

/** A file that has come whole. `take` hands its bytes over, once; until then it goes away with the request. */
export type Upload = {
  encoding: 'auto' | 'shift_jis';
  sizeBytes: number;
  take(signal: AbortSignal): AsyncIterable<Buffer>;
};

/** The most bytes of an uploaded file: 1 GiB, some ten million people. */
export const mostUploadBytes = 1_073_741_824;

const charsets = ['utf-8', 'shift_jis', 'windows-31j'] as const;

/**
 * A CSV file as the body. It lies on disk until it has come whole, so that memory does not grow with it and half a file is never
 * imported; the file has no name from the moment it is open, so that nothing is left of it when the process dies.
 */
export function csvUpload({ folder, mostBytes }: { folder: string; mostBytes: number }): Payload<Upload> {
  return {
    mediaType: 'text/csv',
    schema: z
      .string()
      .meta({ description: `CSV with a header row, ${charsets.join(', ')}; ${mostBytes} bytes at most.` }),
    required: true,
    async receive(request) {
      const unsupported = notOfType(request, 'text/csv', charsets);
      if (unsupported !== undefined) return { ok: false, reply: unsupported };
      if (Number(request.headers['content-length'] ?? 0) > mostBytes)
        return { ok: false, reply: tooLarge(request, mostBytes) };
      const file = await openNameless(folder);
      const hash = createHash('sha256');
      try {
        const sizeBytes = await spool(request, file, hash, mostBytes);
        if (sizeBytes === undefined) {
          await file.close();
          return { ok: false, reply: tooLarge(request, mostBytes) };
        }
        return { ok: true, hash: hash.digest(), ...handOver(file, sizeBytes, request) };
      } catch (error) {
        await file.close();
        throw error;
      }
    },
  };
}

async function openNameless(folder: string): Promise<FileHandle> {
  const name = path.join(folder, `upload-${randomUUID()}`);
  const file = await open(name, 'wx+', 0o600);
  await unlink(name);
  return file;
}

async function spool(
  request: Request,
  file: FileHandle,
  hash: { update(bytes: Buffer): unknown },
  mostBytes: number,
): Promise<number | undefined> {
  let sizeBytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    sizeBytes += bytes.length;
    if (sizeBytes > mostBytes) return undefined;
    hash.update(bytes);
    await file.write(bytes);
  }
  return sizeBytes;
}

function handOver(file: FileHandle, sizeBytes: number, request: Request): { value: Upload; discard(): Promise<void> } {
  let taken = false;
  const encoding = /charset="?(shift_jis|windows-31j)/i.test(request.headers['content-type'] ?? '')
    ? 'shift_jis'
    : 'auto';
  return {
    value: {
      encoding,
      sizeBytes,
      take(signal) {
        taken = true;
        return file.createReadStream({ start: 0, signal });
      },
    },
    discard: async () => {
      if (!taken) await file.close();
    },
  };
}

function tooLarge(request: Request, mostBytes: number): Reply {
  request.resume();
  const problem = problemOf('too-large', `The file has more than ${mostBytes} bytes; send it in parts.`);
  return { kind: 'problem', problem, headers: { Connection: 'close' } };
}
