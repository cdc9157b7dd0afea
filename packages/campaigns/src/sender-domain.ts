import type { Db } from '@hikyaku/database';
import {
  type DkimAlgorithm,
  type DkimSigner,
  dkimRecord,
  dkimSigner,
  type Keyring,
  makeDkimKey,
  parseAddress,
} from '@hikyaku/message';
import { type Problems, problem } from './problem.ts';
import { seal, unseal } from './seal.ts';

/** What to publish in DNS, so that receivers can verify what is signed from now on: a TXT record's name and value. */
export type DkimRecord = { name: string; value: string };

/** Registers a domain that a workspace sends from, or finds it registered. The domain may be written in any script. */
export async function addSenderDomain(
  db: Db,
  workspaceId: string,
  domain: string,
): Promise<{ kind: 'added'; id: string; domain: string } | Problems> {
  const parsed = parseAddress(`postmaster@${domain.trim()}`);
  if (!parsed.ok)
    return problem('domain', `"${domain}" is no domain that mail can come from; write one such as example.com.`);
  const name = parsed.address.domain;
  const row = await db
    .insertInto('sender_domains')
    .values({ workspace_id: workspaceId, domain: name })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'domain']).doUpdateSet({ domain: name }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return { kind: 'added', id: row.id, domain: name };
}

/**
 * Makes a DKIM key for a domain (registering it), sealed at rest; letters are signed with it from now on, so publish the record
 * first where letters are already going out, or say `onceSeen`: then a key that comes after another waits for `checkSenderDomain` to
 * see its record. The selector is `hk` and a number one higher than the last, unless given. A key for Ed25519 signs beside one for
 * RSA, never alone: many receivers know only RSA (RFC 8463 §1, 8301 §3.2).
 */
export async function makeSenderKey(
  db: Db,
  keyring: Keyring,
  wanted: { workspaceId: string; domain: string; selector?: string; algorithm?: DkimAlgorithm; onceSeen?: boolean },
): Promise<{ kind: 'made'; keyId: string; selector: string; record: DkimRecord } | Problems> {
  const { workspaceId, domain, selector, algorithm = 'rsa-sha256', onceSeen = false } = wanted;
  if (selector !== undefined && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(selector)) {
    return problem('selector', `"${selector}" is no selector; use lower-case letters, digits and "-".`);
  }
  const added = await addSenderDomain(db, workspaceId, domain);
  if (added.kind === 'problems') return added;
  if (algorithm !== 'rsa-sha256' && !(await hasSenderKey(db, workspaceId, added.domain))) {
    const message = `${added.domain} has no RSA key, and many receivers know no other; make that first, then one for Ed25519 beside it.`;
    return problem('algorithm', message);
  }
  const made = await makeDkimKey(algorithm);
  const used = await db.selectFrom('dkim_keys').select('selector').where('sender_domain_id', '=', added.id).execute();
  const chosen = selector ?? nextSelector(used.map((row) => row.selector));
  const row = await db
    .insertInto('dkim_keys')
    .values({
      sender_domain_id: added.id,
      selector: chosen,
      algorithm: made.algorithm,
      public_key: made.publicKey,
      sealed_private_key: seal(keyring, sealPurpose(added.id, chosen), made.privateKeyPem),
      waits: onceSeen && used.length > 0,
    })
    .onConflict((conflict) => conflict.columns(['sender_domain_id', 'selector']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined)
    return problem('selector', `${added.domain} already has a key "${chosen}"; choose another name.`);
  const name = `${chosen}._domainkey.${added.domain}`;
  return {
    kind: 'made',
    keyId: row.id,
    selector: chosen,
    record: { name, value: dkimRecord(made.publicKey, algorithm) },
  };
}

/**
 * Who signs for this workspace's letters from a domain: the newest key for RSA that is in use, and beside it the newest for
 * Ed25519; nobody when there is none for RSA.
 */
export async function loadSigners(
  db: Db,
  keyring: Keyring,
  workspaceId: string,
  domain: string,
): Promise<DkimSigner[]> {
  const rows = await keysOf(db, workspaceId, domain)
    .select(['sender_domain_id', 'selector', 'sealed_private_key', 'algorithm'])
    .distinctOn('algorithm')
    .orderBy('algorithm', 'desc')
    .orderBy('dkim_keys.id', 'desc')
    .execute();
  if (rows[0]?.algorithm !== 'rsa-sha256') return [];
  return rows.map((row) => {
    const pem = unseal(keyring, sealPurpose(row.sender_domain_id, row.selector), row.sealed_private_key);
    return dkimSigner(domain, row.selector, pem);
  });
}

/** Whether a domain has a key to sign with that every receiver knows. */
export async function hasSenderKey(db: Db, workspaceId: string, domain: string): Promise<boolean> {
  const row = await keysOf(db, workspaceId, domain)
    .select('dkim_keys.id')
    .where('algorithm', '=', 'rsa-sha256')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Those that sign, or would: not retired, and not waiting to be seen in DNS. */
function keysOf(db: Db, workspaceId: string, domain: string) {
  return db
    .selectFrom('dkim_keys')
    .innerJoin('sender_domains', 'sender_domains.id', 'dkim_keys.sender_domain_id')
    .where('sender_domains.workspace_id', '=', workspaceId)
    .where('sender_domains.domain', '=', domain)
    .where('retired_at', 'is', null)
    .where('waits', '=', false);
}

function sealPurpose(senderDomainId: string, selector: string): string {
  return `dkim/${senderDomainId}/${selector}`;
}

function nextSelector(used: readonly string[]): string {
  const numbers = used.map((selector) => Number(/^hk(\d{1,6})$/.exec(selector)?.[1] ?? 0));
  return `hk${Math.max(0, ...numbers) + 1}`;
}
