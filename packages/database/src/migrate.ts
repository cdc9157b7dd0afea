import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** Any constant of our own: two processes that migrate at once wait for each other instead of failing. */
const migrationLock = 4_711_000_001;

/** Applies the migrations that are missing, in order, each in a transaction; returns their names. Waits while another process migrates. */
export async function migrate(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'hikyaku-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    // Loaded here, because every process that speaks to the database would keep it in memory.
    const { runner } = await import('node-pg-migrate');
    const applied = await runner({
      dbClient: client,
      dir: migrations,
      direction: 'up',
      migrationsTable: 'migrations',
      noLock: true,
      log: () => {},
    });
    await client.query('select ensure_partitions()');
    return applied.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}
