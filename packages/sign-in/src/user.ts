import type { Db } from '@hikyaku/database';
import { isHeaderSafe, parseAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import { hashPassword, passwordLength } from './password.ts';

/** Somebody of a workspace who may sign in to its console. `email` is as they know it. */
export type User = { id: string; workspaceId: string; email: string; name: string; createdAt: Date };

/** Whom to let in. */
export type NewUser = { workspaceId: string; email: string; name: string; password: string };

/** What is wrong with a value, as a sentence. */
export type UserProblem = { kind: 'problem'; field: 'email' | 'name' | 'password'; message: string };

const longestName = 100;

/** Lets somebody in. An address can sign in to one workspace only. */
export async function addUser(db: Db, wanted: NewUser): Promise<{ kind: 'added'; user: User } | UserProblem> {
  const email = parseAddress(wanted.email);
  if (!email.ok) return { kind: 'problem', field: 'email', message: email.reason };
  const name = wanted.name.trim();
  if (name === '' || name.length > longestName || !isHeaderSafe(name)) {
    return { kind: 'problem', field: 'name', message: `A name is one line of at most ${longestName} characters.` };
  }
  const tooWeak = passwordProblem(wanted.password);
  if (tooWeak !== undefined) return { kind: 'problem', field: 'password', message: tooWeak };
  const row = await db
    .insertInto('users')
    .values({
      workspace_id: wanted.workspaceId,
      canonical_email: email.address.canonical,
      email: email.address.display,
      name,
      password_hash: await hashPassword(wanted.password),
    })
    .onConflict((conflict) => conflict.column('canonical_email').doNothing())
    .returning(['id', 'created_at'])
    .executeTakeFirst();
  if (row === undefined) {
    return { kind: 'problem', field: 'email', message: 'Somebody signs in with this address already.' };
  }
  const { workspaceId } = wanted;
  return {
    kind: 'added',
    user: { id: row.id, workspaceId, email: email.address.display, name, createdAt: row.created_at },
  };
}

/** Gives a user another password and ends their sessions. False when nobody has the address. */
export async function changePassword(
  db: Db,
  wanted: { email: string; password: string },
): Promise<{ kind: 'changed' | 'unknown' } | UserProblem> {
  const tooWeak = passwordProblem(wanted.password);
  if (tooWeak !== undefined) return { kind: 'problem', field: 'password', message: tooWeak };
  const email = parseAddress(wanted.email);
  if (!email.ok) return { kind: 'problem', field: 'email', message: email.reason };
  const password_hash = await hashPassword(wanted.password);
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('users')
      .set({ password_hash })
      .where('canonical_email', '=', email.address.canonical)
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) return { kind: 'unknown' };
    await tx
      .updateTable('sessions')
      .set({ ended_at: sql`clock_timestamp()` })
      .where('user_id', '=', row.id)
      .where('ended_at', 'is', null)
      .execute();
    return { kind: 'changed' };
  });
}

/** Gives a user of this workspace another password, by id, and ends their sessions. False when it has none of that id. */
export async function resetPassword(
  db: Db,
  workspaceId: string,
  { userId, password }: { userId: string; password: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('canonical_email as email')
    .where('id', '=', userId)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  return row !== undefined && (await changePassword(db, { email: row.email, password })).kind === 'changed';
}

/** What came of removing somebody; `last` when nobody else could sign in any more. */
export type Removed = 'removed' | 'last' | 'unknown';

/** Lets somebody in no more: their sessions end at once. What they have decided stays recorded with their name. */
export async function removeUser(db: Db, workspaceId: string, userId: string): Promise<Removed> {
  return db.transaction().execute(async (tx) => {
    // All of them, so that two who remove each other do not leave nobody.
    const users = await tx
      .selectFrom('users')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .orderBy('id')
      .forUpdate()
      .execute();
    if (!users.some(({ id }) => id === userId)) return 'unknown';
    if (users.length === 1) return 'last';
    await tx.deleteFrom('users').where('id', '=', userId).execute();
    return 'removed';
  });
}

/** The users of a workspace, oldest first. */
export async function listUsers(db: Db, workspaceId: string): Promise<User[]> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'email', 'name', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute();
  return rows.map(({ created_at, ...row }) => ({ ...row, workspaceId, createdAt: created_at }));
}

/** What is wrong with a password, as a sentence; undefined for one that can be taken. */
export function passwordProblem(password: string): string | undefined {
  const { length } = password;
  if (length >= passwordLength.least && length <= passwordLength.most) return undefined;
  return `A password has ${passwordLength.least} to ${passwordLength.most} characters; this one has ${length}.`;
}
