import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writePrivate } from './private-file.ts';

/** Where the embedded cluster of a state folder lives, and its password; made at the first call and kept in STATE_DIR/postgres.json. */
export function postgresHome(stateDir: string, asRoot: boolean): { home: string; password: string } {
  const file = path.join(stateDir, 'postgres.json');
  const kept = existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined;
  const { id, password } = kept ?? {
    id: randomBytes(6).toString('hex'),
    password: randomBytes(24).toString('base64url'),
  };
  if (!kept) writePrivate(file, `${JSON.stringify({ id, password }, null, 2)}\n`);
  // The unprivileged user that runs Postgres for root cannot enter the state folder, nor perhaps any folder above it.
  return { home: asRoot ? `/var/lib/hikyaku-postgres-${id}` : path.join(stateDir, 'postgres'), password };
}

/** Where root keeps the programs: one copy a version, for all states. */
export function binariesForRoot(version: string): string {
  return `/var/lib/hikyaku-postgres-${version}`;
}

function parse(text: string): { id: string; password: string } | undefined {
  const content: unknown = JSON.parse(text);
  if (typeof content !== 'object' || content === null || !('id' in content) || !('password' in content))
    return undefined;
  return { id: String(content.id), password: String(content.password) };
}
