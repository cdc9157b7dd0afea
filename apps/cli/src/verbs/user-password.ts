import { changePassword, newPassword } from '@hikyaku/sign-in';
import { Refusal, UsageError } from '../errors.ts';
import { defineVerb } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `user password`: a new one, alone on the last line; every session opened with the old one ends. */
export const userPassword = defineVerb({
  argument: { value: 'email', help: 'the address they sign in with' },
  options: {},
  async run(context, given) {
    const password = newPassword();
    const changed = await withDatabase(context, (db) => changePassword(db, { email: given.argument, password }));
    if (changed.kind === 'problem') throw new UsageError(changed.message);
    if (changed.kind === 'unknown')
      throw new Refusal('Nobody signs in with this address: let them in with `user add`.');
    context.say('Their sessions have ended; they sign in with the password below.');
    context.say(password);
  },
});
