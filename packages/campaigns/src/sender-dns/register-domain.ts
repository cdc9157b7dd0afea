import type { Db } from '@hikyaku/database';
import { isFreeMail, type Keyring } from '@hikyaku/message';
import { type Problems, problem } from '../problem.ts';
import { addSenderDomain, hasSenderKey, makeSenderKey } from '../sender-domain.ts';

/** Registers a domain to send from with a first key to sign with; a domain that has both already stays as it is. */
export async function registerSenderDomain(
  db: Db,
  keyring: Keyring,
  workspaceId: string,
  domain: string,
): Promise<{ kind: 'registered'; id: string } | Problems> {
  if (isFreeMail(domain.trim())) {
    const message = `${domain} is a mail service for everybody, and receivers refuse newsletters in its name; add a domain of your own.`;
    return problem('domain', message);
  }
  const added = await addSenderDomain(db, workspaceId, domain);
  if (added.kind === 'problems') return added;
  if (!(await hasSenderKey(db, workspaceId, added.domain))) {
    const made = await makeSenderKey(db, keyring, { workspaceId, domain: added.domain });
    if (made.kind === 'problems') return made;
  }
  return { kind: 'registered', id: added.id };
}
