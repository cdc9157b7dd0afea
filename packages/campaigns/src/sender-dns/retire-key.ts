import type { Db } from '@hikyaku/database';
import type { NotFound } from '../problem.ts';
import { listSenderDomains } from './sender-keys.ts';

/** Whether a key was retired; `last` when no other key of its domain is there that every receiver knows, so letters would go unsigned. */
export type Retired = { kind: 'retired' } | { kind: 'last' } | NotFound;

/** Signs nothing with this key any more. Its record should stay published for some days, for letters that are still being verified. */
export async function retireSenderKey(
  db: Db,
  workspaceId: string,
  { domainId, keyId }: { domainId: string; keyId: string },
): Promise<Retired> {
  return db.transaction().execute(async (tx) => {
    // One at a time, so that two who retire two keys do not leave none.
    await tx
      .selectFrom('sender_domains')
      .select('id')
      .where('id', '=', domainId)
      .where('workspace_id', '=', workspaceId)
      .forUpdate()
      .execute();
    const [domain] = await listSenderDomains(tx, workspaceId, domainId);
    const key = domain?.keys.find(({ id }) => id === keyId);
    if (domain === undefined || key === undefined) return { kind: 'not-found' };
    if (key.state === 'retired') return { kind: 'retired' };
    const others = domain.keys.filter(
      (one) => one !== key && one.algorithm === 'rsa-sha256' && (one.state === 'signing' || one.state === 'spare'),
    );
    if (key.state !== 'waiting' && others.length === 0) return { kind: 'last' };
    await tx.updateTable('dkim_keys').set({ retired_at: new Date() }).where('id', '=', keyId).execute();
    return { kind: 'retired' };
  });
}
