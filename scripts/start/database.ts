import {
  assertPepper,
  type Db,
  isInitialised,
  migrate,
  openDb,
  openPool,
  PepperMismatchError,
} from '@hikyaku/database';
import { parsePepper } from '@hikyaku/message';
import { Refusal } from '../services/refusal.ts';
import { chooseSecrets, keepSecrets, keptSecrets, type Secrets } from './secrets.ts';

/** A database that is ready for the apps: its secrets, the migrations just applied, and whether anybody works in it yet. */
export type PreparedDatabase = { secrets: Secrets; migrations: string[]; holdsWorkspace: boolean };

/** Settles the secrets first, so that a wrong one changes nothing; then migrates and checks that the pepper is this database's. */
export async function prepareDatabase(
  url: string,
  env: NodeJS.ProcessEnv,
  secretsFile: string,
): Promise<PreparedDatabase> {
  const db = openDb(openPool({ url, applicationName: 'hikyaku-start', maxConnections: 2 }));
  try {
    const initialised = await reach(db);
    const choice = chooseSecrets({ env, kept: keptSecrets(secretsFile), initialised, file: secretsFile });
    if (choice.kind === 'refuse') throw new Refusal(choice.sentence);
    if (choice.keep) keepSecrets(secretsFile, choice.secrets);
    const migrations = await migrate(url);
    await assertPepper(db, parsePepper(choice.secrets.pepper).bytes);
    const workspace = await db.selectFrom('workspaces').select('id').limit(1).executeTakeFirst();
    return { secrets: choice.secrets, migrations, holdsWorkspace: workspace !== undefined };
  } catch (error) {
    if (error instanceof PepperMismatchError) throw new Refusal(error.message, { cause: error });
    throw error;
  } finally {
    await db.destroy();
  }
}

async function reach(db: Db): Promise<boolean> {
  try {
    return await isInitialised(db);
  } catch (cause) {
    throw new Refusal(
      `The database does not answer (${cause instanceof Error ? cause.message : String(cause)}): check DATABASE_URL, or leave it out for the embedded one.`,
      { cause },
    );
  }
}
