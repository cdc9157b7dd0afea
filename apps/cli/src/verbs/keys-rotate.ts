import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Command } from '../command.ts';
import { RefusedError } from '../errors.ts';
import { readJson, readKeyring } from '../installation.ts';

/** Adds a signing key in front of the keyring. Old keys stay: what they signed must verify for years. */
export const keysRotate: Command = {
  words: ['keys', 'rotate'],
  summary: 'add a signing key; the old ones go on verifying',
  operands: [],
  options: {},
  notes: 'The pepper of address keys is no signing key and is never rotated.',
  async run(_invocation, { env, stateDir, say }) {
    if (env['HIKYAKU_KEYS']) {
      throw new RefusedError(
        'HIKYAKU_KEYS is set in the environment: put `<next number>:<openssl rand -base64 32>,` in front of it there, and restart.',
      );
    }
    const file = path.join(stateDir, 'secrets.json');
    const secrets = readJson(file);
    const kept = secrets['HIKYAKU_KEYS'];
    if (kept === undefined)
      throw new RefusedError(`There is no keyring in ${file}: start the product once, or set STATE_DIR.`);
    const id = Math.max(...readKeyring(kept).map((entry) => entry.id)) + 1;
    if (id > 255) throw new RefusedError('The keyring has used all numbers up to 255: no key can be added.');
    const keys = `${id}:${randomBytes(32).toString('base64')},${kept}`;
    replace(file, `${JSON.stringify({ ...secrets, HIKYAKU_KEYS: keys }, null, 2)}\n`);
    say(`Key ${id} is in front of the keyring in ${file}.`);
    say('Now restart `npm start`. Apps that run by themselves: unsubscribe and api first, then sender, because');
    say('a letter signed with a key that the unsubscribe app does not know cannot be left.');
  },
};

/** For its owner alone; whole or not at all, and on disk when this returns. */
function replace(file: string, content: string): void {
  const draft = `${file}.${process.pid}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}
