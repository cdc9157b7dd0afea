import type { Db } from '@hikyaku/database';
import type { Resolver } from '@hikyaku/delivery';
import type { NotFound } from '../problem.ts';
import type { DnsFinding } from './dns-finding.ts';
import { lookUpDomain, type MailPaths } from './look-up-domain.ts';
import { listSenderDomains, type SenderDomain } from './sender-keys.ts';

/** A domain as DNS tells it now, after keys that waited to be seen there were taken into use. */
export type CheckedDomain = { kind: 'checked'; domain: SenderDomain; findings: DnsFinding[] };

/** Asks DNS about a domain of this workspace. A key that waited and is published now signs from here on. */
export async function checkSenderDomain(
  { db, resolver, paths }: { db: Db; resolver: Resolver; paths: MailPaths },
  workspaceId: string,
  domainId: string,
): Promise<CheckedDomain | NotFound> {
  const [domain] = await listSenderDomains(db, workspaceId, domainId);
  if (domain === undefined) return { kind: 'not-found' };
  const findings = await lookUpDomain(resolver, domain.domain, domain.keys, paths);
  const seen = new Set(findings.filter(({ found }) => found === 'published').map(({ record }) => record.name));
  const arrived = domain.keys.filter(({ state, record }) => state === 'waiting' && seen.has(record.name));
  if (arrived.length === 0) return { kind: 'checked', domain, findings };
  await db
    .updateTable('dkim_keys')
    .set({ waits: false })
    .where(
      'id',
      'in',
      arrived.map(({ id }) => id),
    )
    .execute();
  const [now = domain] = await listSenderDomains(db, workspaceId, domainId);
  return { kind: 'checked', domain: now, findings };
}
