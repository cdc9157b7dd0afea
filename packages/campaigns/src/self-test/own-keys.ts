import type { Db } from '@hikyaku/database';
import type { TxtResolver } from '@hikyaku/inspection';
import { dkimRecord } from '@hikyaku/message';

/**
 * Answers for a workspace's own DKIM records as they should be published: whether a letter is signed rightly is asked here,
 * whether DNS says the same is another question.
 */
export async function ownKeys(db: Db, workspaceId: string): Promise<TxtResolver> {
  const rows = await db
    .selectFrom('dkim_keys')
    .innerJoin('sender_domains', 'sender_domains.id', 'dkim_keys.sender_domain_id')
    .select(['domain', 'selector', 'algorithm', 'public_key'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  const records = new Map(
    rows.map((row) => [
      `${row.selector}._domainkey.${row.domain}`,
      dkimRecord(row.public_key, row.algorithm === 'ed25519-sha256' ? 'ed25519-sha256' : 'rsa-sha256'),
    ]),
  );
  return async (name) => {
    const record = records.get(name);
    if (record === undefined) throw Object.assign(new Error(`no key of ours at ${name}`), { code: 'ENOTFOUND' });
    return [[record]];
  };
}
