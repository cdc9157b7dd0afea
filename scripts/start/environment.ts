import { rmSync } from 'node:fs';
import path from 'node:path';
import { writePrivate } from '../services/private-file.ts';
import { productVariables } from './apps.ts';
import type { StartConfig } from './config.ts';
import type { Secrets } from './secrets.ts';

/** Every variable of ours that the apps may be given: what the person has set, with what this run has found or made in the place of what was not. */
export function appEnvironment(
  env: NodeJS.ProcessEnv,
  run: { config: StartConfig; stateDir: string; databaseUrl: string; redisUrl: string; secrets: Secrets },
): Record<string, string> {
  const set = Object.fromEntries(
    productVariables.flatMap((name) => {
      const value = env[name];
      return value ? [[name, value]] : [];
    }),
  );
  const { config } = run;
  return {
    ...set,
    DATABASE_URL: run.databaseUrl,
    REDIS_URL: run.redisUrl,
    STATE_DIR: run.stateDir,
    HIKYAKU_KEYS: run.secrets.keys,
    HIKYAKU_PEPPER: run.secrets.pepper,
    SMTP_URL: config.smtpUrl,
    PUBLIC_URL: config.publicUrl,
    HOST: config.host,
    API_PORT: String(config.apiPort),
    UNSUBSCRIBE_PORT: String(config.unsubscribePort),
    ...(config.mailbox && {
      MAILBOX_SMTP_PORT: String(config.mailbox.smtpPort),
      MAILBOX_PORT: String(config.mailbox.port),
    }),
  };
}

/** Leaves the environment of the running product in the state folder, for its owner alone, so that the command line can speak to it. */
export function publishEnvironment(stateDir: string, environment: Record<string, string>): void {
  writePrivate(published(stateDir), `${JSON.stringify(environment, null, 2)}\n`);
}

/** Takes it back: nothing answers at these addresses any more. */
export function withdrawEnvironment(stateDir: string): void {
  rmSync(published(stateDir), { force: true });
}

function published(stateDir: string): string {
  return path.join(stateDir, 'environment.json');
}
