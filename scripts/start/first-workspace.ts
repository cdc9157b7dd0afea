import { createApiKey, createWorkspace, type NewWorkspace } from '@hikyaku/campaigns';
import { openDb, openPool } from '@hikyaku/database';

/** Makes the installation's first workspace and its first API key: the one that was brought along, or a new one. Returns the key. */
export async function makeFirstWorkspace(
  databaseUrl: string,
  wanted: NewWorkspace,
  broughtKey: string | undefined,
): Promise<string> {
  const db = openDb(openPool({ url: databaseUrl, applicationName: 'hikyaku-start', maxConnections: 1 }));
  try {
    const made = await createWorkspace(db, wanted);
    if (made.kind !== 'created') throw new Error(`The first workspace was refused: ${JSON.stringify(made)}`);
    const { key } = await createApiKey(db, made.workspace.id, 'first sign-in', broughtKey);
    return key;
  } finally {
    await db.destroy();
  }
}
