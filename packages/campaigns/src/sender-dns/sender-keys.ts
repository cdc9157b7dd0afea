import type { Db } from '@hikyaku/database';
import { type DkimAlgorithm, dkimRecord } from '@hikyaku/message';

/**
 * A domain's DKIM key without its private half. `signing`: letters are signed with it now; `waiting`: made, and not yet seen in DNS;
 * `spare`: published, but a newer one signs; `retired`: never again.
 */
export type SenderKey = {
  id: string;
  selector: string;
  algorithm: DkimAlgorithm;
  publicKey: string;
  state: 'signing' | 'waiting' | 'spare' | 'retired';
  record: { name: string; value: string };
  createdAt: Date;
  retiredAt: Date | null;
};

/** A domain that a workspace sends from, with its keys, newest first. */
export type SenderDomain = { id: string; domain: string; createdAt: Date; keys: SenderKey[] };

/** The domains of a workspace by name, or the one of this id. */
export async function listSenderDomains(db: Db, workspaceId: string, id?: string): Promise<SenderDomain[]> {
  const domains = await db
    .selectFrom('sender_domains')
    .select(['id', 'domain', 'created_at as createdAt'])
    .where('workspace_id', '=', workspaceId)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('domain')
    .execute();
  if (domains.length === 0) return [];
  const rows = await db
    .selectFrom('dkim_keys')
    .select(['id', 'sender_domain_id', 'selector', 'algorithm', 'public_key', 'waits', 'created_at', 'retired_at'])
    .where(
      'sender_domain_id',
      'in',
      domains.map((domain) => domain.id),
    )
    .orderBy('id', 'desc')
    .execute();
  return domains.map((domain) => {
    const own = rows.filter((row) => row.sender_domain_id === domain.id);
    return { ...domain, keys: own.map((row) => senderKey(row, domain.domain, own)) };
  });
}

type Row = {
  id: string;
  selector: string;
  algorithm: string;
  public_key: string;
  waits: boolean;
  created_at: Date;
  retired_at: Date | null;
};

function senderKey(row: Row, domain: string, all: readonly Row[]): SenderKey {
  const algorithm = row.algorithm === 'ed25519-sha256' ? 'ed25519-sha256' : 'rsa-sha256';
  return {
    id: row.id,
    selector: row.selector,
    algorithm,
    publicKey: row.public_key,
    state: stateOf(row, all),
    record: { name: `${row.selector}._domainkey.${domain}`, value: dkimRecord(row.public_key, algorithm) },
    createdAt: row.created_at,
    retiredAt: row.retired_at,
  };
}

function stateOf(row: Row, newestFirst: readonly Row[]): SenderKey['state'] {
  if (row.retired_at !== null) return 'retired';
  if (row.waits) return 'waiting';
  const signing = newestFirst.find((one) => one.algorithm === row.algorithm && one.retired_at === null && !one.waits);
  return signing === row ? 'signing' : 'spare';
}
