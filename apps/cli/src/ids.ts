import { type IdKind, parseId, publicId } from '@hikyaku/database';
import { RefusedError } from './errors.ts';

/** The database's id behind a public one; throws RefusedError for anything else. */
export function readId(kind: IdKind, text: string): string {
  const id = parseId(kind, text);
  if (id !== undefined) return id;
  throw new RefusedError(`"${text}" is no id of a ${kind}: it looks like ${publicId(kind, '125000000000000000')}.`);
}
