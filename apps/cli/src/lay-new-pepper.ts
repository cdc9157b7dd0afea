import { randomBytes } from 'node:crypto';
import { Refusal } from './errors.ts';
import { readStrings } from './installation.ts';
import { nextKeyNumber } from './next-key-number.ts';
import { replacePrivate } from './private-file.ts';
import { withNewLayer } from './rekey/pepper-layers.ts';
import type { Context } from './verb.ts';

/**
 * Puts a new layer over the pepper that a state folder keeps, and a new signing key in front of its keyring: by that key's number, links
 * already sent are known to be older than the layer. The pepper as it is now; on disk before anything is done with it.
 */
export async function layNewPepper(context: Context, file: string): Promise<string> {
  let laid = '';
  await replacePrivate(file, () => {
    const kept = readStrings(file);
    const { HIKYAKU_KEYS: keys, HIKYAKU_PEPPER: pepper } = kept ?? {};
    if (keys === undefined || pepper === undefined) throw new Refusal(`${file} keeps no keyring, or no pepper.`);
    const number = nextKeyNumber(keys);
    laid = withNewLayer(pepper, number);
    const added = `${number}:${randomBytes(32).toString('base64')},${keys}`;
    return `${JSON.stringify({ ...kept, HIKYAKU_KEYS: added, HIKYAKU_PEPPER: laid }, null, 2)}\n`;
  });
  context.say(`A new layer of the pepper and a new signing key stand in ${file}.`);
  return laid;
}
