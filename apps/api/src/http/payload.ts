import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { Reply } from './reply.ts';

/** A body that has been read: its value, and a hash of its bytes by which a repeat is recognised. `discard` lets go of what was kept of it. */
export type Received<Value> =
  | { ok: true; value: Value; hash: Buffer; discard(): Promise<void> }
  | { ok: false; reply: Reply };

/** One kind of request body: how it is read, and how the API's document describes it. */
export type Payload<Value> = {
  mediaType: string;
  schema: z.ZodType;
  required: boolean;
  receive(request: Request): Promise<Received<Value>>;
};

const nothing = createHash('sha256').digest();

/** No body: whatever comes is not looked at. */
export const noBody: Payload<undefined> = {
  mediaType: '',
  schema: z.undefined(),
  required: false,
  receive: async () => ({ ok: true, value: undefined, hash: nothing, discard: async () => {} }),
};
