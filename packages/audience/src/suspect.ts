import { sql } from 'kysely';

/**
 * Whether the person in the row of `contacts` called `c` is a suspect: a suppression that is not lifted names their address, for
 * whatever workspace, list or scope. Nobody else has left a list, objects, or can be stopped. The `offset` keeps the planner from
 * reading all suppressions once a page (126,000 of them take 44 ms): each person's are looked up.
 */
export const suspectSql = sql<boolean>`exists (
  select from suppressions x where x.address_key = c.address_key and x.lifted_at is null offset 0
)`;
