import type { Operations } from './generated/operations.ts';
import { Problem } from './problem.ts';

/** An operation of the API, such as `GET /lists/{id}`. */
export type OperationName = keyof Operations;

/** What an operation is asked with: values for its path, its query, its body. */
export type Asked<Name extends OperationName> = Omit<Operations[Name], 'answer'>;

/** What a good answer of an operation holds. */
export type Answer<Name extends OperationName> = Operations[Name]['answer'];

type Parts = { path?: Record<string, string>; query?: Record<string, string | undefined>; body?: unknown };

/**
 * Asks the API. Rejects with a Problem when it refuses, with anything else when it cannot be reached. When the session has ended it
 * waits until the person has signed in again and asks once more, so that nothing they wrote is lost. A question that nobody wants
 * answered any more is left by its signal.
 */
export async function call<Name extends OperationName>(
  name: Name,
  asked: Asked<Name>,
  signal?: AbortSignal,
): Promise<Answer<Name>> {
  for (;;) {
    const response = await send(name, asked, signal);
    if (response.status === 401 && name !== 'POST /session' && name !== 'GET /session') {
      await signedInAgain();
      continue;
    }
    if (!response.ok) throw await problemOf(response);
    return read(response);
  }
}

/** The address of an operation, for links to what the browser itself loads. */
export function addressOf(name: OperationName, { path = {}, query = {} }: Parts): string {
  const filled = name
    .replace(/^\w+ /, '')
    .replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(path[key] ?? ''));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(key, value);
  return `/api/v1${filled}${search.size > 0 ? `?${search}` : ''}`;
}

/** Tells whoever listens that the session has ended; they answer by calling `done` when there is a new one. */
export type SessionEnded = { done: () => void };

let listener: ((ended: SessionEnded) => void) | undefined;
let waiting: Promise<void> | undefined;

/** Listens for the end of the session; one at a time. */
export function onSessionEnd(listen: (ended: SessionEnded) => void): () => void {
  listener = listen;
  return () => {
    listener = undefined;
  };
}

function signedInAgain(): Promise<void> {
  waiting ??= new Promise<void>((resolve) => listener?.({ done: resolve })).finally(() => {
    waiting = undefined;
  });
  return waiting;
}

/** Browsers let 64 KB go on after the page has gone; a character may take three bytes. */
const mostKeptAlive = 20_000;

function send(name: OperationName, asked: Parts, signal: AbortSignal | undefined): Promise<Response> {
  const { body } = asked;
  const isFile = body instanceof Blob;
  const type = isFile ? body.type || 'text/csv' : 'application/json';
  const text = isFile || body === undefined ? '' : JSON.stringify(body);
  return fetch(addressOf(name, asked), {
    method: name.split(' ')[0] ?? 'GET',
    // What is short enough still arrives when the page is left meanwhile, but for what nobody wants to know then.
    keepalive: signal === undefined && text !== '' && text.length < mostKeptAlive,
    ...(signal && { signal }),
    ...(body === undefined ? {} : { headers: { 'content-type': type }, body: isFile ? body : text }),
  });
}

async function read(response: Response) {
  if (response.status === 204) return undefined;
  return /json/.test(response.headers.get('content-type') ?? '') ? response.json() : response.text();
}

async function problemOf(response: Response): Promise<Problem> {
  const document: unknown = await response.json().catch(() => ({}));
  const known = typeof document === 'object' && document !== null ? { ...document } : {};
  return new Problem(response.status, known, response.headers.get('retry-after'));
}
