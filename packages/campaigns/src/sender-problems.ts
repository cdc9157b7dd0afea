import type { Db } from '@hikyaku/database';
import { isFreeMail, parseAddress } from '@hikyaku/message';
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
  if (email === '')
    return { problems: [{ field, message: 'Say from whom: a From address is missing.' }], warnings: [] };
  const parsed = parseAddress(email);
  if (!parsed.ok) return { problems: [{ field, message: parsed.reason }], warnings: [] };
  const { domain } = parsed.address;
  const found: Problem[] = [];
  if (isFreeMail(domain)) {
    const message = `${domain} is a mail service for everybody, and receivers refuse newsletters in its name; send from a domain of your own.`;
    found.push({ field, message });
  } else if (!(await hasSenderKey(db, workspaceId, domain))) {
    const message = `${domain} has no DKIM key, so receivers cannot verify who sends; make one with "keys dkim ${domain}" and publish its record.`;
    found.push({ field, message });
  }
  return isLoopbackUrl(publicUrl) ? { problems: [], warnings: found } : { problems: found, warnings: [] };
}
