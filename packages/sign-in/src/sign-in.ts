import { createHash } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import { parseAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import { comparePretended, isPassword } from './password.ts';
import { openSession } from './session.ts';

/** Somebody at the door: what they wrote, and where from. */
export type SignInAttempt = { email: string; password: string; userAgent: string; network: string };

/** A session's token; or not the right words; or too many tries, and after how long the next one is looked at. */
export type SignedIn =
  | { kind: 'signed-in'; token: string; userId: string }
  | { kind: 'wrong' }
  | { kind: 'too-many'; retryAfterSeconds: number };

/** Failed tries in a quarter of an hour after which the next is refused unread: at one address from one network, of one network, at one address. */
const most = { pair: 8, network: 40, address: 60 } as const;

const windowMinutes = 15;

/** Lets somebody in, or not. */
export async function signIn(db: Db, attempt: SignInAttempt): Promise<SignedIn> {
  const proved = await provePassword(db, attempt);
  if (proved.kind !== 'right') return proved;
  const { userAgent, network } = attempt;
  const token = await openSession(db, { userId: proved.userId, userAgent, network });
  return { kind: 'signed-in', token, userId: proved.userId };
}

/** Whose password it is, or that it is nobody's. Every try is counted before its password is looked at; one that succeeds is no try. */
export async function provePassword(
  db: Db,
  { email, password, network }: Omit<SignInAttempt, 'userAgent'>,
): Promise<{ kind: 'right'; userId: string } | Exclude<SignedIn, { kind: 'signed-in' }>> {
  const parsed = parseAddress(email);
  const address = parsed.ok ? parsed.address.canonical : email.slice(0, 300);
  const attempt = { address_hash: hashOf(address), network_hash: hashOf(network) };
  const { id } = await db.insertInto('sign_in_attempts').values(attempt).returning('id').executeTakeFirstOrThrow();
  const retryAfterSeconds = await waitOf(db, attempt);
  if (retryAfterSeconds > 0) {
    // Not counted, so that whoever keeps trying does not wait for ever.
    await db.deleteFrom('sign_in_attempts').where('id', '=', id).execute();
    return { kind: 'too-many', retryAfterSeconds };
  }

  const user = await db
    .selectFrom('users')
    .select(['id', 'password_hash'])
    .where('canonical_email', '=', address)
    .executeTakeFirst();
  if (user === undefined) await comparePretended(password);
  if (user === undefined || !(await isPassword(user.password_hash, password))) return { kind: 'wrong' };
  await db
    .deleteFrom('sign_in_attempts')
    .where((where) =>
      where.or([where('id', '=', id), where('at', '<', sql<Date>`clock_timestamp() - interval '1 day'`)]),
    )
    .execute();
  return { kind: 'right', userId: user.id };
}

/** How many seconds until the oldest tries that count are forgotten; 0 when another may be made now. */
async function waitOf(db: Db, { address_hash, network_hash }: { address_hash: Buffer; network_hash: Buffer }) {
  const { rows } = await sql<{ wait: number }>`
    with recent as (
      select at, address_hash = ${address_hash} as same_address, network_hash = ${network_hash} as same_network
      from sign_in_attempts
      where (address_hash = ${address_hash} or network_hash = ${network_hash})
        and at > clock_timestamp() - make_interval(mins => ${windowMinutes})
    )
    select case
      when count(*) filter (where same_address and same_network) > ${most.pair}
        or count(*) filter (where same_network) > ${most.network}
        or count(*) filter (where same_address) > ${most.address}
      then greatest(1, ceil(extract(epoch from min(at) + make_interval(mins => ${windowMinutes}) - clock_timestamp())))
      else 0 end::integer as wait
    from recent
  `.execute(db);
  return rows[0]?.wait ?? 0;
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
