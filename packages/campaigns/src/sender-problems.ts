import type { Db } from '@hikyaku/database';
import { isFreeMail, parseAddress } from '@hikyaku/message';
import { finding } from './findings.ts';
import type { Problem } from './problem.ts';
import { isLoopbackUrl } from './public-url.ts';
import { hasSenderKey } from './sender-domain.ts';

/** What stands against a From address: problems stop a letter, warnings do not. */
export type SenderFindings = { problems: Problem[]; warnings: Problem[] };

/**
 * Whether letters may come from this address: it must be one, of the workspace's own domain (AUTH-4), whose key signs. While
 * `publicUrl` leads to this machine alone, the latter two are warnings.
 */
export async function senderFindings(
  db: Db,
  workspaceId: string,
  email: string,
  publicUrl: string,
): Promise<SenderFindings> {
  const field = 'from.email';
  if (email === '') return { problems: [finding(field, 'no-from')], warnings: [] };
  const parsed = parseAddress(email);
  if (!parsed.ok) return { problems: [finding(field, 'bad-from', { reason: parsed.reason })], warnings: [] };
  const { domain } = parsed.address;
  const found: Problem[] = [];
  if (isFreeMail(domain)) {
    found.push(finding(field, 'free-mail', { domain }));
  } else if (!(await hasSenderKey(db, workspaceId, domain))) {
    found.push(finding(field, 'no-key', { domain }));
  }
  return isLoopbackUrl(publicUrl) ? { problems: [], warnings: found } : { problems: found, warnings: [] };
}
