import type { Db } from '@hikyaku/database';
import { dkimRecord } from '@hikyaku/message';

/**
 * A workspace's own DKIM records as they should be published, by name: whether a letter is signed rightly is asked of these,
 * whether DNS says the same is another question.
 */
export async function ownKeys(db: Db, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('dkim_keys')
    .innerJoin('sender_domains', 'sender_domains.id', 'dkim_keys.sender_domain_id')
    .select(['domain', 'selector', 'algorithm', 'public_key'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.selector}._domainkey.${row.domain}`,
      dkimRecord(row.public_key, row.algorithm === 'ed25519-sha256' ? 'ed25519-sha256' : 'rsa-sha256'),
    ]),
  );
}
