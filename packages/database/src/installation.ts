import { createHash, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './db.ts';

/** Thrown at start when the address-key pepper is not the one this database was filled with: matching would silently fail open. */
export class PepperMismatchError extends Error {
  constructor() {
    super(
      'HIKYAKU_PEPPER does not belong to this database: suppressions could not be matched. Set it to the value this database was set up with (secrets.json in STATE_DIR).',
    );
    this.name = 'PepperMismatchError';
  }
}

/** Records the pepper's fingerprint in a new database; in one that has it, throws PepperMismatchError when they differ. */
export async function assertPepper(db: Db, pepper: Buffer): Promise<void> {
  const fingerprint = createHash('sha256').update('hikyaku pepper fingerprint\0').update(pepper).digest();
  await sql`insert into installation (pepper_fingerprint) values (${fingerprint}) on conflict do nothing`.execute(db);
  const row = await db.selectFrom('installation').select('pepper_fingerprint').executeTakeFirstOrThrow();
  if (!timingSafeEqual(row.pepper_fingerprint, fingerprint)) throw new PepperMismatchError();
}

/** Whether a database already holds an installation; false for one that was never migrated. */
export async function isInitialised(db: Db): Promise<boolean> {
  const table = await sql<{ present: boolean }>`select to_regclass('installation') is not null as present`.execute(db);
  if (table.rows[0]?.present !== true) return false;
  return (await db.selectFrom('installation').select('only_row').executeTakeFirst()) !== undefined;
}
