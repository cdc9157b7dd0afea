import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from './errors.ts';

/** A file that is open for reading, once. */
export type InputFile = AsyncDisposable & { read(signal: AbortSignal): AsyncIterable<Uint8Array> };

/** Opens a file that the operator named, relative to their folder; a Refusal says why it cannot be read. */
export async function openInput(folder: string, named: string): Promise<InputFile> {
  const handle = await opened(path.resolve(folder, named), named);
  return {
    read: (signal) => handle.createReadStream({ signal, autoClose: false }),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** Does work that a first Ctrl-C or SIGTERM stops in an orderly way. */
export async function stoppable<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, onSignal);
  try {
    return await work(stop.signal);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

async function opened(file: string, named: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (cause) {
    throw new Refusal(`The file "${named}" cannot be read (${codeOf(cause)}).`, { cause });
  }
  if (!(await handle.stat()).isDirectory()) return handle;
  await handle.close();
  throw new Refusal(`"${named}" is a folder; name a file in it.`);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return { ENOENT: 'there is none of that name', EACCES: 'this user may not' }[code] ?? code;
}
