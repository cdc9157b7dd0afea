import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { Refusal } from './errors.ts';

/**
 * Replaces a file that its owner alone may read: whole or not at all, on disk when this resolves, still its owner's. The draft beside
 * it is also the lock, so that of two commands at once one is refused. `content` is asked for while the lock is held.
 */
export async function replacePrivate(file: string, content: () => string): Promise<void> {
  const draft = `${file}.new`;
  const handle = await lock(draft);
  try {
    await handle.writeFile(content());
    await keepOwner(handle, file);
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}

async function lock(draft: string): Promise<FileHandle> {
  try {
    return await open(draft, 'wx', 0o600);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new Refusal(
      code === 'EEXIST'
        ? `Another command is changing this file; if none is, remove ${draft} and repeat.`
        : `${draft} cannot be written (${code}): run this as the user who ran \`npm start\`, or set STATE_DIR.`,
      { cause },
    );
  }
}

/** Run as root over a user's file, the new one must stay theirs. */
async function keepOwner(handle: FileHandle, file: string): Promise<void> {
  const before = await stat(file).catch(() => undefined);
  if (before !== undefined) await handle.chown(before.uid, before.gid);
}
