import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import { readBytes } from '../http/body.ts';
import type { Payload } from '../http/payload.ts';
import { problemOf } from '../http/problem.ts';
import { refuse } from '../http/reply.ts';

/** The most bytes of a picture: 5 MB. A larger one is refused by its length, before it is read. */
export const mostImageBytes = 5_000_000;

const tooLarge = problemOf(
  'too-large',
  'A picture may have 5 MB at most; make it smaller (letters show no more than 1,200 pixels across) and upload it again.',
);

/** A picture as the body. What it is will be seen by its content: the media type is only asked to be one of a picture. */
export const imageUpload: Payload<Buffer> = {
  mediaType: 'image/*',
  schema: z.string().meta({ description: 'PNG, JPEG, GIF or WebP; 5,000,000 bytes at most.' }),
  required: true,
  async receive(request: Request) {
    const type = (request.headers['content-type'] ?? '').toLowerCase();
    if (!type.startsWith('image/')) {
      request.resume();
      return {
        ok: false,
        reply: refuse('unsupported-media-type', 'Send the picture itself, as image/png for instance.'),
      };
    }
    const bytes = await readBytes(request, mostImageBytes, tooLarge);
    if (!Buffer.isBuffer(bytes)) return { ok: false, reply: bytes };
    const hash = createHash('sha256').update(bytes).digest();
    return { ok: true, value: bytes, hash, discard: async () => {} };
  },
};
