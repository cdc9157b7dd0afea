import { migrate } from '@hikyaku/database';
import { count } from '../printable.ts';
import { databaseUrl } from '../settings.ts';
import { defineVerb } from '../verb.ts';
import { sayingWhy } from '../with-database.ts';

/** `migrate`: applies the migrations that are missing; waits while another process does. */
export const migrateVerb = defineVerb({
  options: {},
  async run(context) {
    const url = databaseUrl(context.installation());
    const applied = await sayingWhy(() => migrate(url));
    if (applied.length === 0) return context.say('The database is up to date.');
    context.say(`${count(applied.length, 'migration')} applied: ${applied.join(', ')}.`);
  },
});
