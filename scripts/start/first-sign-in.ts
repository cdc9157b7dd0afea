import { existsSync } from 'node:fs';
import path from 'node:path';
import { unnamedWorkspace } from '@hikyaku/campaigns';
import { writePrivate } from '../services/private-file.ts';
import { firstSignIn, type KeptKeys, row } from './announce.ts';
import { type FirstKeys, makeFirstWorkspace } from './first-workspace.ts';

/** Makes the workspace and the first way in of an installation that nobody has signed in to, without demonstration; tells it, once. */
export async function makeFirstSignIn(
  run: { databaseUrl: string; stateDir: string; broughtKey: string | undefined },
  say: (line: string) => void,
): Promise<void> {
  const keys = await makeFirstWorkspace(run.databaseUrl, unnamedWorkspace, run.broughtKey);
  for (const line of firstSignIn(keys, keepFirstKeys(run.stateDir, keys))) say(line);
  say(row('', 'Its workspace is unnamed: give it legal name, postal address and contact before it writes to anybody.'));
}

/** Keeps the first way in for its owner alone; returns where. */
export function keepFirstKeys(stateDir: string, { email, password, apiKey }: FirstKeys): KeptKeys {
  const files = keyFiles(stateDir);
  writePrivate(files.apiKey, `${apiKey}\n`);
  writePrivate(files.signIn, `${email}\n${password}\n`);
  return files;
}

/** Reminds of the way in that an earlier start has made, where it is still kept. */
export function remindOfSignIn(stateDir: string, say: (line: string) => void): void {
  const files = keyFiles(stateDir);
  if (existsSync(files.signIn)) say(row('Sign-in', `address and password are kept in ${files.signIn}`));
  if (existsSync(files.apiKey)) say(row('API key', `kept in ${files.apiKey}`));
}

function keyFiles(stateDir: string): KeptKeys {
  return { apiKey: path.join(stateDir, 'api-key'), signIn: path.join(stateDir, 'sign-in') };
}
