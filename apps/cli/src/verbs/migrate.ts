import { migrate } from '@hikyaku/database';
import type { Command } from '../command.ts';
import { findInstallation } from '../installation.ts';

/** Applies the migrations that are missing. */
export const migrateCommand: Command = {
  words: ['migrate'],
  summary: 'apply the migrations that the database lacks',
  operands: [],
  options: {},
  async run(_invocation, { env, stateDir, say }) {
    const applied = await migrate(findInstallation(env, stateDir).databaseUrl);
    for (const name of applied) say(`applied ${name}`);
    if (applied.length === 0) say('The database is up to date.');
  },
};
