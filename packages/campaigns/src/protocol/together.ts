import type { Db } from '@hikyaku/database';
import { type LeaveTogether, type leave, leaveTogether } from '@hikyaku/suppression';

/** Leaving as people do by link: whoever leaves at the same moment shares statements and commits. One group at a time for each database. */
export function leavingTogether(): typeof leave {
  const ways = new WeakMap<Db, LeaveTogether>();
  return async (db, people, how, waiting) => {
    const way = ways.get(db) ?? leaveTogether(db);
    ways.set(db, way);
    const [person, ...others] = people;
    if (person === undefined || others.length > 0 || person.scope === 'snooze' || person.scope === 'fewer') {
      throw new Error('Whoever leaves by link leaves alone, and wishes for nothing else.');
    }
    return way({ person, how }, waiting);
  };
}
