import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePepper } from '@hikyaku/message';
import { writePrivate } from '../services/private-file.ts';

/** The signing keyring, newest key first (`2:<base64>,1:<base64>`), and the pepper of address keys (base64, 32 bytes; more than one where it was replaced). */
export type Secrets = { keys: string; pepper: string };

/** Which secrets this installation runs with, and whether they are new and must be kept; or why it must not run. */
export type SecretsChoice = { kind: 'use'; secrets: Secrets; keep: boolean } | { kind: 'refuse'; sentence: string };

/** Chooses: the environment, else what the state folder keeps, else new ones, which only an empty database may get: others could not match a single suppression in it. */
export function chooseSecrets(facts: {
  env: NodeJS.ProcessEnv;
  kept: Partial<Secrets>;
  initialised: boolean;
  file: string;
  random?: (bytes: number) => Buffer;
}): SecretsChoice {
  const random = facts.random ?? randomBytes;
  const given = { keys: facts.env['HIKYAKU_KEYS'] || undefined, pepper: facts.env['HIKYAKU_PEPPER'] || undefined };
  const keys = given.keys ?? facts.kept.keys;
  const pepper = given.pepper ?? facts.kept.pepper;
  const malformed = problemsOf(keys, pepper);
  if (malformed) return { kind: 'refuse', sentence: malformed };
  if (facts.initialised && (!keys || !pepper)) {
    const missing = [keys ? [] : ['HIKYAKU_KEYS'], pepper ? [] : ['HIKYAKU_PEPPER']].flat().join(' nor ');
    return {
      kind: 'refuse',
      sentence: `The database is already in use by an installation, but neither the environment nor ${facts.file} has its ${missing}: set what that installation was made with (with another one, people who have left could not be recognised).`,
    };
  }
  const secrets = {
    keys: keys ?? `1:${random(32).toString('base64')}`,
    pepper: pepper ?? random(32).toString('base64'),
  };
  return { kind: 'use', secrets, keep: !keys || !pepper };
}

/** Where a state folder keeps its secrets. */
export function secretsFile(stateDir: string): string {
  return path.join(stateDir, 'secrets.json');
}

/** What the state folder keeps; empty when it keeps none. */
export function keptSecrets(file: string): Partial<Secrets> {
  if (!existsSync(file)) return {};
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof content !== 'object' || content === null) return {};
  return {
    ...('HIKYAKU_KEYS' in content && { keys: String(content.HIKYAKU_KEYS) }),
    ...('HIKYAKU_PEPPER' in content && { pepper: String(content.HIKYAKU_PEPPER) }),
  };
}

/** Keeps the secrets for their owner alone; on disk when this returns, before anything is made with them. */
export function keepSecrets(file: string, secrets: Secrets): void {
  writePrivate(file, `${JSON.stringify({ HIKYAKU_KEYS: secrets.keys, HIKYAKU_PEPPER: secrets.pepper }, null, 2)}\n`);
}

function problemsOf(keys: string | undefined, pepper: string | undefined): string | undefined {
  const isKey = (text: string): boolean => Buffer.from(text, 'base64').length === 32;
  const parts = keys?.split(',').map((part) => /^(\d+):(.+)$/.exec(part.trim()));
  if (parts && !parts.every((part) => part?.[2] && isKey(part[2]))) {
    return 'HIKYAKU_KEYS is not a keyring: write <number>:<base64 of 32 bytes>, newest first, separated by commas.';
  }
  return pepper ? pepperProblem(pepper) : undefined;
}

function pepperProblem(pepper: string): string | undefined {
  try {
    parsePepper(pepper);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'HIKYAKU_PEPPER cannot be read.';
  }
}
