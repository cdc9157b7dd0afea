import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { type Reply, refuse } from './reply.ts';

/** A request that may come twice: who sent it, the Idempotency-Key it carries, and a hash of everything it says. */
export type Repeatable = { workspaceId: string; key: string; requestHash: Buffer };

/** Whether a text can be an Idempotency-Key: 1 to 255 printable ASCII characters. */
export function isIdempotencyKey(text: string): boolean {
  return /^[\x21-\x7e]{1,255}$/.test(text);
}

/**
 * Does a request once. A repeat gets the stored answer; one that comes while the first is under way gets 409; another request
 * under the same key 422. Only answers that made something are stored: after a refusal or a failure the key is free again. If
 * this process dies half-way the key stays taken, because whether the thing was made is then not known.
 */
export async function once(db: Db, request: Repeatable, run: () => Promise<Reply>): Promise<Reply> {
  if (!(await claim(db, request))) return storedAnswer(db, request);
  let keep: Reply | undefined;
  try {
    const reply = await run();
    if (reply.kind === 'json' && reply.status < 300) keep = reply;
    return reply;
  } finally {
    if (keep?.kind === 'json') await store(db, request, keep.status, JSON.stringify(keep.body));
    else await release(db, request);
  }
}

/** Forgets the keys of requests older than this; a repeat after that is a new request. */
export async function forgetIdempotencyKeys(db: Db, { olderThanHours }: { olderThanHours: number }): Promise<void> {
  await sql`
    delete from idempotency_keys where created_at < clock_timestamp() - make_interval(hours => ${olderThanHours})
  `.execute(db);
}

async function claim(db: Db, { workspaceId, key, requestHash }: Repeatable): Promise<boolean> {
  const row = await db
    .insertInto('idempotency_keys')
    .values({ workspace_id: workspaceId, key, request_hash: requestHash })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

async function storedAnswer(db: Db, { workspaceId, key, requestHash }: Repeatable): Promise<Reply> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'body', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row !== undefined && !row.request_hash.equals(requestHash)) {
    return refuse('key-reused', 'This Idempotency-Key was used for another request; use a new one.');
  }
  if (row?.status == null || typeof row.body !== 'string') {
    const since = row === undefined ? '' : `, begun at ${row.created_at.toISOString()},`;
    return refuse('repeat-under-way', `The first request with this Idempotency-Key${since} has no answer yet.`);
  }
  return { kind: 'stored', status: row.status, text: row.body };
}

/** The body is kept as one JSON string, not as an object, so that a repeat gets the same bytes. */
async function store(db: Db, { workspaceId, key }: Repeatable, status: number, text: string): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ status, body: JSON.stringify(text) })
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .execute();
}

async function release(db: Db, { workspaceId, key }: Repeatable): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}
