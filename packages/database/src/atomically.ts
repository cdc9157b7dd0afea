import type { Db } from './db.ts';

/** Runs the work all or nothing: inside the caller's transaction when `db` is one, else in one of its own. */
export function atomically<Result>(db: Db, work: (tx: Db) => Promise<Result>): Promise<Result> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
