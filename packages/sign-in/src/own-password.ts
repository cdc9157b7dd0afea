import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { hashPassword } from './password.ts';
import type { SessionHolder } from './session.ts';
import { provePassword, type SignedIn } from './sign-in.ts';
import { passwordProblem, type UserProblem } from './user.ts';

/** The password that somebody has, the one they want, and from where they ask. */
export type OwnPassword = { current: string; next: string; network: string };

/**
 * Changes the password of whoever asks, who must know the one they have: a session that was left open is not enough. All their other
 * sessions end. Tries are counted as those at the door are.
 */
export async function changeOwnPassword(
  db: Db,
  holder: SessionHolder,
  { current, next, network }: OwnPassword,
): Promise<{ kind: 'changed' } | UserProblem | Exclude<SignedIn, { kind: 'signed-in' }>> {
  const tooWeak = passwordProblem(next);
  if (tooWeak !== undefined) return { kind: 'problem', field: 'password', message: tooWeak };
  const proved = await provePassword(db, { email: holder.email, password: current, network });
  if (proved.kind !== 'right') return proved;
  const password_hash = await hashPassword(next);
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('users').set({ password_hash }).where('id', '=', holder.userId).execute();
    await tx
      .updateTable('sessions')
      .set({ ended_at: sql`clock_timestamp()` })
      .where('user_id', '=', holder.userId)
      .where('id', '<>', holder.sessionId)
      .where('ended_at', 'is', null)
      .execute();
  });
  return { kind: 'changed' };
}
