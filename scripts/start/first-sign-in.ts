import { existsSync } from 'node:fs';
import path from 'node:path';
import { writePrivate } from '../services/private-file.ts';
import { firstSignIn, row } from './announce.ts';
import { makeFirstWorkspace } from './first-workspace.ts';

/** What stands in the first workspace until somebody says who sends: nobody could take it for a real sender. */
export const unnamedWorkspace = {
  name: 'First workspace',
  legalName: '(legal name not set)',
  postalAddress: '(postal address not set)',
  contact: '(contact not set)',
} as const;

/** Makes the workspace and key of an installation that nobody has signed in to, without demonstration; tells the key, once. */
export async function makeFirstSignIn(
  run: { databaseUrl: string; stateDir: string; broughtKey: string | undefined },
  say: (line: string) => void,
): Promise<void> {
  const apiKey = await makeFirstWorkspace(run.databaseUrl, unnamedWorkspace, run.broughtKey);
  say(firstSignIn(apiKey, keepApiKey(run.stateDir, apiKey)));
  say(row('', 'Its workspace is unnamed: give it legal name, postal address and contact before it writes to anybody.'));
}

/** Keeps the first key for its owner alone; returns where. */
export function keepApiKey(stateDir: string, apiKey: string): string {
  const file = keyFile(stateDir);
  writePrivate(file, `${apiKey}\n`);
  return file;
}

/** Reminds of the key that an earlier start has made, where it is still kept. */
export function remindOfSignIn(stateDir: string, say: (line: string) => void): void {
  const file = keyFile(stateDir);
  if (existsSync(file)) say(row('Sign-in', `the API key kept in ${file}`));
}

function keyFile(stateDir: string): string {
  return path.join(stateDir, 'api-key');
}
