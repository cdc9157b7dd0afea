import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** One file of the built console, with its brotli form where the build made one. `kept` files never change under their name. */
export type ConsoleFile = { type: string; bytes: Buffer; brotli?: Buffer; kept: boolean };

/** The built console: its page, and every other file by its address. */
export type ConsoleFiles = { page: string; files: ReadonlyMap<string, ConsoleFile> };

/**
 * Reads the console as it was last built, and reads it again when it was built anew. Undefined where there is none. Only what was
 * read can be asked for, so no address leads out of the folder.
 */
export function consoleFiles(folder: string): () => ConsoleFiles | undefined {
  let read: { builtAtMs: number; console: ConsoleFiles } | undefined;
  return () => {
    const builtAtMs = statSync(path.join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs;
    if (builtAtMs === undefined) return undefined;
    if (read?.builtAtMs !== builtAtMs) read = { builtAtMs, console: readAll(folder) };
    return read.console;
  };
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

function readAll(folder: string): ConsoleFiles {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.split(path.sep).join('/'),
  );
  const files = names.flatMap((name): [string, ConsoleFile][] => {
    const type = types[path.extname(name)];
    if (type === undefined) return [];
    const bytes = readFileSync(path.join(folder, name));
    const brotli = names.includes(`${name}.br`) ? { brotli: readFileSync(path.join(folder, `${name}.br`)) } : {};
    return [[`/${name}`, { type, bytes, ...brotli, kept: name.startsWith('assets/') }]];
  });
  return { page: readFileSync(path.join(folder, 'index.html'), 'utf8'), files: new Map(files) };
}
