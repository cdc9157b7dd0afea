import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** Who came in, for which workspace, and by which session. */
export type SessionHolder = {
  sessionId: string;
  userId: string;
  workspaceId: string;
  email: string;
  name: string;
};

/** One session of a user that has not ended: on which device, from which network address, and when it was last used (to 5 minutes). */
export type Session = { id: string; userAgent: string; network: string; createdAt: Date; seenAt: Date };

/** How long a session lasts after its last use, in days. */
export const idleDays = 14;

const wholeDays = 90;
const tokenBytes = 32;

/** Opens a session; the token is shown this once. */
export async function openSession(
  db: Db,
  { userId, userAgent, network }: { userId: string; userAgent: string; network: string },
): Promise<string> {
  const token = randomBytes(tokenBytes).toString('base64url');
  await db
    .insertInto('sessions')
    .values({ user_id: userId, token_hash: hashOf(token), user_agent: userAgent.slice(0, 300), network })
    .execute();
  return token;
}

/** Whose session a token is of, or undefined when it has ended or never was. Notes the use, at most every 5 minutes. */
export async function sessionOf(db: Db, token: string): Promise<SessionHolder | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.id as sessionId', 'users.id as userId', 'users.workspace_id as workspaceId', 'email', 'name'])
    .select(sql<boolean>`seen_at < clock_timestamp() - interval '5 minutes'`.as('stale'))
    .where('token_hash', '=', hashOf(token))
    .where(living)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { stale, ...holder } = row;
  if (stale) {
    await db.updateTable('sessions').set({ seen_at: sql`clock_timestamp()` }).where('id', '=', row.sessionId).execute();
  }
  return holder;
}

/** A user's sessions, the last used first. */
export async function listSessions(db: Db, userId: string): Promise<Session[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'user_agent as userAgent', 'network', 'created_at as createdAt', 'seen_at as seenAt'])
    .where('user_id', '=', userId)
    .where(living)
    .orderBy('seen_at', 'desc')
    .limit(100)
    .execute();
}

/** Ends a session of this user: its token opens nothing from the next request on. False when they have none of that id. */
export async function endSession(db: Db, userId: string, sessionId: string): Promise<boolean> {
  const ended = await db
    .updateTable('sessions')
    .set({ ended_at: sql`clock_timestamp()` })
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

const living = sql<boolean>`sessions.ended_at is null
  and sessions.seen_at > clock_timestamp() - make_interval(days => ${sql.lit(idleDays)})
  and sessions.created_at > clock_timestamp() - make_interval(days => ${sql.lit(wholeDays)})`;

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
