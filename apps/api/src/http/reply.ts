import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { type Problem, type ProblemKind, problemOf, type ValueProblem } from './problem.ts';

/** What a handler answers with: data, from which one place writes the HTTP answer. */
export type Reply =
  | { kind: 'json'; status: number; body: unknown; headers?: Readonly<Record<string, string>> }
  | { kind: 'stored'; status: number; text: string }
  | { kind: 'csv'; fileName: string; text: AsyncIterable<string> }
  | { kind: 'letter'; html: string; keptSeconds?: number; picturesFrom?: string }
  | { kind: 'picture'; type: string; bytes: Buffer }
  | { kind: 'events'; events: AsyncIterable<unknown> }
  | { kind: 'empty'; headers?: Readonly<Record<string, string>> }
  | { kind: 'problem'; problem: Problem; headers?: Readonly<Record<string, string>> };

/** Data, as it is now. */
export function ok(body: unknown): Reply {
  return { kind: 'json', status: 200, body };
}

/** Something made. */
export function created(body: unknown): Reply {
  return { kind: 'json', status: 201, body };
}

/** A problem, with the wrong values where there are any. */
export function refuse(kind: ProblemKind, detail: string, errors?: readonly ValueProblem[]): Reply {
  return { kind: 'problem', problem: problemOf(kind, detail, errors) };
}

/** Values that could not be taken, each with its place in the body. */
export function invalid(errors: readonly ValueProblem[]): Reply {
  const [first] = errors;
  const detail = errors.length === 1 && first !== undefined ? first.detail : `${errors.length} values cannot be taken.`;
  return refuse('invalid', detail, errors);
}

/** No such thing in this workspace. */
export function notFound(thing: string): Reply {
  return refuse('not-found', `There is no such ${thing} in this workspace.`);
}

/** The status a reply will have. */
export function statusOf(reply: Reply): number {
  switch (reply.kind) {
    case 'json':
    case 'stored':
      return reply.status;
    case 'problem':
      return reply.problem.status;
    case 'csv':
    case 'letter':
    case 'picture':
    case 'events':
      return 200;
    case 'empty':
      return 204;
  }
}

/** A letter is somebody's own HTML: it may look as it likes, but no script runs in it, nothing is sent from it, and only we may frame it. */
function letterPolicy(picturesFrom = ''): string {
  return `sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src https: data: ${picturesFrom}; font-src https: data:; frame-ancestors 'self'`;
}

/** Writes a reply. A CSV is streamed; when its source fails half-way the connection is cut, so that nobody takes it for whole. */
export async function send(response: Response, reply: Reply, requestId: string): Promise<void> {
  response.status(statusOf(reply));
  switch (reply.kind) {
    case 'json':
      response.set(reply.headers ?? {}).json(reply.body);
      return;
    case 'stored':
      response.set('Idempotent-Replayed', 'true').type('application/json').send(reply.text);
      return;
    case 'problem':
      response
        .set(reply.headers ?? {})
        .type('application/problem+json')
        .send(JSON.stringify({ ...reply.problem, requestId }));
      return;
    case 'csv':
      response.type('text/csv; charset=utf-8').set('Content-Disposition', `attachment; filename="${reply.fileName}"`);
      await pipeline(Readable.from(reply.text), response);
      return;
    case 'letter':
      if (reply.keptSeconds !== undefined) response.set('Cache-Control', `private, max-age=${reply.keptSeconds}`);
      response
        .set('Content-Security-Policy', letterPolicy(reply.picturesFrom))
        .set('X-Frame-Options', 'SAMEORIGIN')
        .type('html')
        .send(reply.html);
      return;
    case 'picture':
      response.set('Cache-Control', 'private, max-age=31536000, immutable').type(reply.type).end(reply.bytes);
      return;
    case 'events':
      // A proxy that gathers would make the events late.
      response.type('text/event-stream').set('X-Accel-Buffering', 'no');
      await pipeline(Readable.from(eventLines(reply.events)), response).catch(ignoreLeaving);
      return;
    case 'empty':
      response.set(reply.headers ?? {}).end();
  }
}

/** Server-sent events, one line of JSON each. */
async function* eventLines(events: AsyncIterable<unknown>): AsyncIterable<string> {
  for await (const event of events) yield `data: ${JSON.stringify(event)}\n\n`;
}

/** Whoever watches may go whenever they like. */
function ignoreLeaving(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET' && code !== 'EPIPE') throw error;
}
