import path from 'node:path';
import { firstNewsletter, firstSignIn } from './announce.ts';
import { commandAgeSeconds } from './command-age.ts';
import { isLoopback, type StartConfig } from './config.ts';
import type { PreparedDatabase } from './database.ts';
import { keepFirstKeys } from './first-sign-in.ts';
import { lettersArrived, loadDemonstration, mayDemonstrate } from './first-newsletter.ts';

/** Makes the demonstration where it is allowed, and tells the first sign-in and whether its newsletter has reached the mailbox; false where it is not. */
export async function demonstrate(
  run: { config: StartConfig; database: PreparedDatabase; environment: Record<string, string>; stateDir: string },
  say: (line: string) => void,
): Promise<boolean> {
  const { config, stateDir } = run;
  const seed = await loadDemonstration();
  const allowed = mayDemonstrate({
    wanted: config.seedDemonstration,
    usesMailbox: config.mailbox !== undefined,
    publicUrlIsLoopback: isLoopback(config.publicUrl),
    holdsWorkspace: run.database.holdsWorkspace,
  });
  if (!seed || !allowed || !config.mailbox) return false;
  const { keys, letters } = await seed({
    environment: run.environment,
    apiUrl: `http://localhost:${config.apiPort}`,
    stateDir,
  });
  for (const line of firstSignIn(keys, keepFirstKeys(stateDir, keys))) say(line);
  say('');
  const arrived = await lettersArrived(`http://localhost:${config.mailbox.port}`, letters, 60_000);
  say(firstNewsletter(arrived, letters, commandAgeSeconds(), path.join(stateDir, 'logs')));
  return true;
}
