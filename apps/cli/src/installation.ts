import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './errors.ts';

/** Whose variables the verbs use: what the environment says, else what a running `npm start` has left for us. */
export type Installation = { stateDir: string; variables: Readonly<Record<string, string | undefined>> };

/**
 * Finds the installation. With DATABASE_URL set it is the environment's, and only the two secrets may come from the state folder;
 * without, it is the running product's, whole.
 */
export function findInstallation(env: Readonly<Record<string, string | undefined>>, projectRoot: string): Installation {
  const stateDir = path.resolve(projectRoot, env['STATE_DIR'] || '.hikyaku');
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  if (set['DATABASE_URL'] !== undefined) {
    return { stateDir, variables: { ...readStrings(secretsFile(stateDir)), ...set } };
  }
  return { stateDir, variables: { ...set, ...readStrings(path.join(stateDir, 'environment.json')) } };
}

/** Where a state folder keeps the keyring and the pepper. */
export function secretsFile(stateDir: string): string {
  return path.join(stateDir, 'secrets.json');
}

/** The texts of a private JSON file, or undefined when there is no such file; what it holds is never repeated. */
export function readStrings(file: string): Record<string, string> | undefined {
  if (!existsSync(file)) return undefined;
  const content = parsed(file);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) throw unreadable(file, 'no object');
  const entries = Object.entries(content);
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

function parsed(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason');
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the file.
    throw unreadable(file, 'not JSON');
  }
}

function unreadable(file: string, reason: string): Refusal {
  return new Refusal(
    `${file} cannot be read (${reason}): run this as the user who ran \`npm start\`, or mend the file.`,
  );
}
