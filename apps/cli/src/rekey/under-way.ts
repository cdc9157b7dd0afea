import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** What of the product still runs beside the connection that asks, or was left behind where only its own process can finish it; undefined when all is at rest. */
export async function underWay(db: Db): Promise<string | undefined> {
  const { rows } = await sql<Standing>`
    select
      array(
        select distinct application_name from pg_stat_activity
        where datname = current_database() and application_name like 'hikyaku-%' and pid <> pg_backend_pid()
        order by 1
      ) as processes,
      (select count(*)::integer from batches where state = 'leased') as batches,
      array(select host || ':' || folder from opt_out_journals where closed_at is null order by 1) as journals
  `.execute(db);
  const { processes = [], batches = 0, journals = [] } = rows[0] ?? {};
  if (processes.length > 0) return `${processes.join(', ')} still at work on this database: stop them all`;
  if (batches > 0) {
    return `letters in the hands of a sender that died: start the product once, until its letters are recovered, and stop it in order`;
  }
  if (journals.length > 0) {
    return `opt-out journals that are not signed off (${journals.join(', ')}): start and stop their unsubscribe processes in order, or give them up`;
  }
  return undefined;
}

type Standing = { processes: string[]; batches: number; journals: string[] };
