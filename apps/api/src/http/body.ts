import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Payload, Received } from './payload.ts';
import { type Problem, problemOf } from './problem.ts';
import { invalid, type Reply, refuse } from './reply.ts';
import { unstorable } from './storable.ts';
import { valueProblems } from './value-problems.ts';

/** The most bytes of a JSON body. */
export const mostJsonBytes = 1_048_576;

/** A JSON body of this shape. With `optional` no body at all stands for an empty object. */
export function jsonBody<Schema extends z.ZodType>(
  schema: Schema,
  { optional = false }: { optional?: boolean } = {},
): Payload<z.output<Schema>> {
  return {
    mediaType: 'application/json',
    schema,
    required: !optional,
    async receive(request) {
      const bytes = await readBytes(request, mostJsonBytes);
      if (!Buffer.isBuffer(bytes)) return { ok: false, reply: bytes };
      const parsed = optional && bytes.length === 0 ? { ok: true as const, value: {} } : parseJson(request, bytes);
      if (!parsed.ok) return parsed;
      const taken = schema.safeParse(parsed.value);
      if (!taken.success) return { ok: false, reply: invalid(valueProblems(taken.error)) };
      const hash = createHash('sha256').update(bytes).digest();
      return { ok: true, value: taken.data, hash, discard: async () => {} };
    },
  };
}

type Parsed = { ok: true; value: unknown } | Extract<Received<never>, { ok: false }>;

function parseJson(request: Request, bytes: Buffer): Parsed {
  const unsupported = notOfType(request, 'application/json');
  if (unsupported !== undefined) return { ok: false, reply: unsupported };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return { ok: false, reply: refuse('malformed', unreadable(error, bytes.length)) };
  }
  const problem = unstorable(value);
  return problem === undefined ? { ok: true, value } : { ok: false, reply: invalid([problem]) };
}

/** Where the JSON breaks, without repeating any of it. */
function unreadable(error: unknown, length: number): string {
  if (length === 0) return 'The body is empty; send a JSON object.';
  if (!(error instanceof SyntaxError)) return 'The body is not UTF-8.';
  const position = /at position (\d+)/.exec(error.message)?.[1];
  return position === undefined
    ? 'The body is no JSON: it ends too early.'
    : `The body is no JSON: see character ${position}.`;
}

/** A refusal when the body is of another media type, in another charset, or compressed; undefined when it is as it should be. */
export function notOfType(
  request: Request,
  mediaType: string,
  charsets: readonly string[] = ['utf-8'],
): Reply | undefined {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return refuse('unsupported-media-type', 'Send the body without Content-Encoding.');
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((part) => /^\s*charset="?([^"]*)"?\s*$/.exec(part)?.[1]).find(Boolean);
  if (type.trim() === mediaType && (charset === undefined || charsets.includes(charset))) return undefined;
  return refuse('unsupported-media-type', `Send the body as ${mediaType} in ${charsets.join(' or ')}.`);
}

/** Reads a body whole, or refuses it as soon as it is known to be too large; what still comes is thrown away. */
export async function readBytes(
  request: Request,
  most: number,
  problem: Problem = problemOf('too-large', `The body has more than ${most} bytes.`),
): Promise<Buffer | Reply> {
  const tooLarge = (): Reply => {
    request.resume();
    return { kind: 'problem', problem, headers: { Connection: 'close' } };
  };
  if (Number(request.headers['content-length'] ?? 0) > most) return tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > most) return tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
