import { type Keyring, parseKeyring, parsePepper, type Pepper } from '@hikyaku/message';
import { Refusal } from './errors.ts';
import type { Installation } from './installation.ts';

/** The database of the installation; a Refusal says how to name one. Sentences never repeat a value that may hold a password. */
export function databaseUrl({ stateDir, variables }: Installation): string {
  const url = variables['DATABASE_URL'];
  if (url === undefined) {
    throw new Refusal(
      `There is no database to speak to: nothing runs in ${stateDir}, so run \`npm start\` first, or set DATABASE_URL.`,
    );
  }
  if (!hasProtocol(url, ['postgres:', 'postgresql:'])) {
    throw new Refusal('DATABASE_URL must be a PostgreSQL address: postgres://user:password@host:5432/hikyaku.');
  }
  return url;
}

/** The key of address keys: 32 bytes, more where it was replaced. */
export function pepper({ stateDir, variables }: Installation): Buffer {
  const text = variables['HIKYAKU_PEPPER'];
  if (text === undefined) throw new Refusal(missing('HIKYAKU_PEPPER', stateDir));
  return readPepper(text).bytes;
}

/** Reads a pepper; a Refusal says what one looks like. */
export function readPepper(text: string): Pepper {
  try {
    return parsePepper(text);
  } catch (cause) {
    throw new Refusal(cause instanceof Error ? cause.message : 'HIKYAKU_PEPPER is no pepper.', { cause });
  }
}

/** The keyring, newest key first. */
export function keyring({ stateDir, variables }: Installation): Keyring {
  const text = variables['HIKYAKU_KEYS'];
  if (text === undefined) throw new Refusal(missing('HIKYAKU_KEYS', stateDir));
  return readKeyring(text);
}

/** Reads a keyring; a Refusal says what one looks like. */
export function readKeyring(text: string): Keyring {
  try {
    return parseKeyring(text);
  } catch (cause) {
    throw new Refusal(cause instanceof Error ? cause.message : 'HIKYAKU_KEYS is no keyring.', { cause });
  }
}

/** The base of the links in letters, without a slash at its end. */
export function publicUrl({ variables }: Installation): string {
  const url = (variables['PUBLIC_URL'] ?? 'http://localhost:3001').replace(/\/+$/, '');
  const loopback = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$)/i.test(url);
  if (hasProtocol(url, ['https:']) || (loopback && URL.canParse(url))) return url;
  throw new Refusal(
    'PUBLIC_URL must be the https:// address under which letters are left, for instance https://mail.example.com; http:// is for localhost.',
  );
}

/** Redis, for reminders alone; undefined when none is named. */
export function redisUrl({ variables }: Installation): string | undefined {
  const url = variables['REDIS_URL'];
  if (url === undefined || hasProtocol(url, ['redis:', 'rediss:'])) return url;
  throw new Refusal('REDIS_URL must be a Redis address: redis://host:6379.');
}

function missing(name: string, stateDir: string): string {
  return `${name} is not known: set it to what this installation was made with, or set STATE_DIR to the folder whose secrets.json has it (looked in ${stateDir}).`;
}

function hasProtocol(url: string, protocols: readonly string[]): boolean {
  return URL.canParse(url) && protocols.includes(new URL(url).protocol);
}
