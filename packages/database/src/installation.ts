import { createHash, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './db.ts';

/** Thrown at start when the address-key pepper is not the one this database was filled with: matching would silently fail open. */
export class PepperMismatchError extends Error {
  constructor(
    sentence = 'HIKYAKU_PEPPER does not belong to this database: suppressions could not be matched. Set it to the value this database was set up with (secrets.json in STATE_DIR).',
  ) {
    super(sentence);
    this.name = 'PepperMismatchError';
  }
}

/** Thrown at start while rows are on their way from one pepper to the next: some could not be matched by either. */
class PepperBeingReplacedError extends PepperMismatchError {
  constructor() {
    super(
      'The pepper of this database is being replaced: run `npm run hikyaku -- keys replace-pepper` again until it says that it is done.',
    );
    this.name = 'PepperBeingReplacedError';
  }
}

/** Records the pepper's fingerprint in a new database; in one that has it, throws PepperMismatchError when they differ or rows are being re-keyed. */
export async function assertPepper(db: Db, pepper: Buffer): Promise<void> {
  const fingerprint = pepperFingerprint(pepper);
  await sql`insert into installation (pepper_fingerprint) values (${fingerprint}) on conflict do nothing`.execute(db);
  const row = await db
    .selectFrom('installation')
    .select(['pepper_fingerprint', 'rekeying_since'])
    .executeTakeFirstOrThrow();
  if (!timingSafeEqual(row.pepper_fingerprint, fingerprint)) throw new PepperMismatchError();
  if (row.rekeying_since !== null) throw new PepperBeingReplacedError();
}

/** What the database may know of a pepper. */
export function pepperFingerprint(pepper: Buffer): Buffer {
  return createHash('sha256').update('hikyaku pepper fingerprint\0').update(pepper).digest();
}

/** Whether a database already holds an installation; false for one that was never migrated. */
export async function isInitialised(db: Db): Promise<boolean> {
  const table = await sql<{ present: boolean }>`select to_regclass('installation') is not null as present`.execute(db);
  if (table.rows[0]?.present !== true) return false;
  return (await db.selectFrom('installation').select('only_row').executeTakeFirst()) !== undefined;
}
