import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** Whose key it was, and which: what a request may act for. */
export type KeyHolder = { workspaceId: string; keyId: string; keyName: string };

/** A key as its workspace sees it; the key itself is known to its holder alone. `lastUsedAt` is true to 5 minutes. */
export type ApiKey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null; revokedAt: Date | null };

const prefix = 'hk_';
const keyBytes = 32;

/**
 * Makes an API key: `hk_` and 43 characters. Only its SHA-256 is kept, so this is the one time it can be shown. A key that
 * automation brings along is taken as it is; the same one twice stays one key.
 */
export async function createApiKey(
  db: Db,
  workspaceId: string,
  name: string,
  brought?: string,
): Promise<{ id: string; key: string }> {
  const key = brought ?? prefix + randomBytes(keyBytes).toString('base64url');
  const row = await db
    .insertInto('api_keys')
    .values({ workspace_id: workspaceId, name, key_hash: hashOf(key) })
    .onConflict((conflict) =>
      conflict.column('key_hash').doUpdateSet({ name }).where('api_keys.workspace_id', '=', workspaceId),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, key };
}

/** Takes a key back for good: requests with it are refused from the next one on. False when this workspace has no such key. */
export async function revokeApiKey(db: Db, workspaceId: string, keyId: string): Promise<boolean> {
  const revoked = await db
    .updateTable('api_keys')
    .set({ revoked_at: new Date() })
    .where('id', '=', keyId)
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return revoked.numUpdatedRows > 0n;
}

/** The keys of a workspace, those taken back among them, newest first. */
export async function listApiKeys(db: Db, workspaceId: string): Promise<ApiKey[]> {
  return db
    .selectFrom('api_keys')
    .select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt', 'revoked_at as revokedAt'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .execute();
}

/**
 * Who holds this key, or undefined. Looked up by its hash, so that time tells nothing about keys that exist. Notes the use, at most
 * every 5 minutes.
 */
export async function authenticate(db: Db, key: string): Promise<KeyHolder | undefined> {
  const row = await db
    .selectFrom('api_keys')
    .select(['id', 'workspace_id', 'name'])
    .select(sql<boolean>`coalesce(last_used_at < clock_timestamp() - interval '5 minutes', true)`.as('stale'))
    .where('key_hash', '=', hashOf(key))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.stale) {
    await db.updateTable('api_keys').set({ last_used_at: sql`clock_timestamp()` }).where('id', '=', row.id).execute();
  }
  return { workspaceId: row.workspace_id, keyId: row.id, keyName: row.name };
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
