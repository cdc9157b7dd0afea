import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { DB } from './generated/schema.ts';

/** The typed database that every verb takes first: a pool of connections, or one transaction. Ids in it are decimal strings. */
export type Db = Kysely<DB>;

/** Wraps a pool; destroying the result ends the pool. */
export function openDb(pool: Pool): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}
