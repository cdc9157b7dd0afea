import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';

/** For how long a page offers to take back what it has just stopped. */
export const undoMinutes = 10;

/** Whose "no"s may be taken back. */
export type Undoer = { workspaceId: string; addressKey: Buffer };

/**
 * Offers to take these suppressions back: a nonce for the page that the person sees now, of 128 random bits, good once and for ten
 * minutes. Offers that nobody took are forgotten after an hour.
 */
export async function offerUndo(db: Db, person: Undoer, suppressionIds: readonly string[]): Promise<string> {
  const nonce = randomBytes(16).toString('base64url');
  await sql`delete from undo_offers where offered_at < now() - interval '1 hour'`.execute(db);
  await db
    .insertInto('undo_offers')
    .values({
      nonce_hash: hash(nonce),
      workspace_id: person.workspaceId,
      address_key: person.addressKey,
      suppressions: sql`${[...suppressionIds]}::bigint[]`,
    })
    .execute();
  return nonce;
}

/**
 * Takes them back for the same person, once: lifted, with events that say so. `over` when the nonce is unknown, used, somebody
 * else's or too old, and for what was said again since: that stands.
 */
export async function undo(db: Db, person: Undoer, nonce: string): Promise<'undone' | 'over'> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; scope: string; list_id: string | null }>`
      with offer as (
        update undo_offers set used_at = clock_timestamp()
        where nonce_hash = ${hash(nonce)} and workspace_id = ${person.workspaceId} and address_key = ${person.addressKey}
          and used_at is null and offered_at > clock_timestamp() - make_interval(mins => ${undoMinutes})
        returning suppressions, offered_at
      )
      update suppressions s
      set lifted_at = clock_timestamp(), lifted_by = 'the person', lift_reason = 'undone on the page within ten minutes'
      from offer o
      where s.id = any(o.suppressions) and s.workspace_id = ${person.workspaceId} and s.address_key = ${person.addressKey}
        and s.lifted_at is null and s.suppressed_at <= o.offered_at and s.reason in ('unsubscribed', 'asked')
      returning s.id, s.scope, s.list_id
    `.execute(tx);
    await record(
      tx,
      rows.map((row) => ({
        kind: 'lifted',
        ...person,
        ...(row.list_id === null ? {} : { listId: row.list_id }),
        details: { scope: row.scope, by: 'the person', reason: 'undo' },
      })),
    );
    return rows.length === 0 ? 'over' : 'undone';
  });
}

function hash(nonce: string): Buffer {
  return createHash('sha256').update(nonce).digest();
}
