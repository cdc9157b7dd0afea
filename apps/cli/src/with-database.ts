import { assertPepper, type Db, openDb, openPool, PepperMismatchError } from '@hikyaku/database';
import { Refusal, UsageError } from './errors.ts';
import { databaseUrl, pepper } from './settings.ts';
import type { Context } from './verb.ts';

/** Does work on the installation's database and lets go of it; what goes wrong there becomes one sentence. */
export async function withDatabase<Result>(context: Context, work: (db: Db) => Promise<Result>): Promise<Result> {
  const url = databaseUrl(context.installation());
  const db = openDb(openPool({ url, applicationName: 'hikyaku-cli', maxConnections: 4 }));
  return sayingWhy(() => work(db)).finally(() => db.destroy());
}

/** The same for verbs that match addresses: the pepper must be the one this database was filled with, or no "no" would be found. */
export async function withPeople<Result>(
  context: Context,
  work: (db: Db, pepper: Buffer) => Promise<Result>,
): Promise<Result> {
  const secret = pepper(context.installation());
  return withDatabase(context, async (db) => {
    await assertPepper(db, secret);
    return work(db, secret);
  });
}

/** Runs something that speaks to the database, and turns its errors into a Refusal with one sentence that names no secret. */
export async function sayingWhy<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Refusal || cause instanceof UsageError) throw cause;
    throw new Refusal(sentence(cause), { cause });
  }
}

function sentence(error: unknown): string {
  if (error instanceof PepperMismatchError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '42P01' || code === '42883') {
    return 'The database is not set up for this version yet: run `npm run hikyaku -- migrate` first.';
  }
  const reason = (error instanceof Error && error.message) || code || 'no reason given';
  if (isAway(code, reason)) {
    return `The database does not answer (${reason}): start it (or \`npm start\`), and check DATABASE_URL where it is set.`;
  }
  return `It could not be done (${reason}).`;
}

/** Connection trouble: socket errors, SQLSTATE classes 08 (connection), 28 (authorisation), 57P (stopping), and no such database. */
function isAway(code: string, reason: string): boolean {
  return /^(E[A-Z]+|08.{3}|28.{3}|57P.{2}|3D000)$/.test(code) || /timeout|terminated/i.test(reason);
}
