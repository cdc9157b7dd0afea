export { plainArray, textArray, timeArray } from './array-literal.ts';
export { type Db, openDb } from './db.ts';
export { type IdKind, parseId, publicId } from './id.ts';
export { assertPepper, isInitialised, PepperMismatchError } from './installation.ts';
export { migrate } from './migrate.ts';
export { type Link, openLink, openPool, type PoolOptions } from './pool.ts';
export type { DB } from './generated/schema.ts';
export { type Coalesced, coalesce } from './coalesce.ts';
