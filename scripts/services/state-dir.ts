import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './refusal.ts';

/** Makes the folder that holds all state, for its owner alone, and returns its absolute path. `setting` is STATE_DIR; relative ones are relative to the project. */
export function openStateDir(setting: string | undefined, projectRoot: string): string {
  const folder = path.resolve(projectRoot, setting || '.hikyaku');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Files of two users in one state folder end in one of them being locked out.
    if (statSync(folder).uid !== process.getuid?.()) throw new Error('it belongs to another user');
    chmodSync(folder, 0o700);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal(`STATE_DIR ${folder} cannot be used (${reason}); set STATE_DIR to a folder that you own.`, {
      cause,
    });
  }
}

/** The first of these folders that can be written to, made if need be; undefined when none can. */
export function firstWritable(folders: readonly string[]): string | undefined {
  return folders.find((folder) => {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  });
}
