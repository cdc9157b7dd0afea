import { randomBytes } from 'node:crypto';
import { Refusal } from '../errors.ts';
import { type Installation, readStrings, secretsFile } from '../installation.ts';
import { nextKeyNumber } from '../next-key-number.ts';
import { replacePrivate } from '../private-file.ts';
import { defineVerb } from '../verb.ts';

const keyBytes = 32;

/** `keys rotate`: a new key signs from the next start on; the older ones go on verifying what they signed. The pepper is not touched. */
export const keysRotate = defineVerb({
  options: {},
  notes: [
    'The keyring is in secrets.json of STATE_DIR. The pepper of address keys stays: `keys replace-pepper` is for that.',
  ],
  async run(context) {
    const installation = context.installation();
    const file = secretsFile(installation.stateDir);
    await replacePrivate(file, () => {
      const kept = readStrings(file);
      const keys = keptKeys(installation, kept, file);
      const number = nextKeyNumber(keys);
      const added = `${number}:${randomBytes(keyBytes).toString('base64')},${keys}`;
      context.say(`Key ${number} stands in front of the keyring in ${file}.`);
      return `${JSON.stringify({ ...kept, HIKYAKU_KEYS: added }, null, 2)}\n`;
    });
    context.say(
      'It signs once every app runs with it: restart `npm start`; or, where apps are started one by one, first',
    );
    context.say(
      'unsubscribe and API, then the senders. Older keys stay: letters already sent verify with them for years.',
    );
  },
});

/** The keyring in the file, which must be the one in use: to add to another would change nothing. */
function keptKeys({ variables }: Installation, kept: Record<string, string> | undefined, file: string): string {
  const keys = kept?.['HIKYAKU_KEYS'];
  const used = variables['HIKYAKU_KEYS'];
  const isInUse = used === undefined || keys === undefined || entries(keys).join().endsWith(entries(used).join());
  if (keys !== undefined && isInUse) return keys;
  if (used === undefined) throw new Refusal(`There is no keyring in ${file}: \`npm start\` makes one.`);
  throw new Refusal(
    `The keyring in use comes from HIKYAKU_KEYS in the environment, not from ${file}: put a new entry in front of it yourself, <number>:$(openssl rand -base64 32), and restart every app.`,
  );
}

function entries(keys: string): string[] {
  return keys.split(',').map((entry) => entry.trim());
}
