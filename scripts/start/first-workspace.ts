import { createApiKey, createWorkspace, type NewWorkspace } from '@hikyaku/campaigns';
import { openDb, openPool } from '@hikyaku/database';
import { addUser, newPassword } from '@hikyaku/sign-in';

/** The first way in: for people an address and a password, for programs an API key. */
export type FirstKeys = { email: string; password: string; apiKey: string };

/** Makes the installation's first workspace, its first user, and its first API key: the one that was brought along, or a new one. */
export async function makeFirstWorkspace(
  databaseUrl: string,
  wanted: NewWorkspace,
  broughtKey: string | undefined,
): Promise<FirstKeys> {
  const db = openDb(openPool({ url: databaseUrl, applicationName: 'hikyaku-start', maxConnections: 1 }));
  try {
    const made = await createWorkspace(db, wanted);
    if (made.kind !== 'created') throw new Error(`The first workspace was refused: ${JSON.stringify(made)}`);
    const user = {
      workspaceId: made.workspace.id,
      email: 'admin@hikyaku.local',
      name: 'admin',
      password: newPassword(),
    };
    const added = await addUser(db, user);
    if (added.kind !== 'added') throw new Error(`The first user was refused: ${added.message}`);
    const { key } = await createApiKey(db, made.workspace.id, 'first sign-in', broughtKey);
    return { email: user.email, password: user.password, apiKey: key };
  } finally {
    await db.destroy();
  }
}
