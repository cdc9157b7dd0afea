import { randomBytes } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { type Db, openDb } from './db.ts';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';

export { type MovingClock, movingClock } from './moving-clock.ts';
export { type Severable, severable } from './severable.ts';
export { untilSomebodyWaits } from './until-somebody-waits.ts';

const templateName = 'hikyaku_test_template';

/** A migrated database of one test file's own: its url, a pool and a Db over it, and the way to end it. */
export type TestDatabase = { url: string; pool: Pool; db: Db; drop(): Promise<void> };

/** Makes (or makes anew) the migrated database from which each test file's own is cloned. Called once, before the tests. */
export async function prepareTemplate(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${templateName}`);
    await admin.query(`create database ${templateName}`);
  });
  await migrate(withDatabase(adminUrl, templateName));
}

/** Clones the template. HIKYAKU_TEST_DATABASE_URL names the server; `npm test` sets it. */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = process.env['HIKYAKU_TEST_DATABASE_URL'];
  if (!adminUrl) throw new Error('HIKYAKU_TEST_DATABASE_URL is not set: run the tests with `npm test`.');
  const name = `hikyaku_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, (admin) => admin.query(`create database ${name} template ${templateName}`));
  const url = withDatabase(adminUrl, name);
  const pool = openPool({ url, applicationName: 'test', maxConnections: 20 });
  const db = openDb(pool);
  return {
    url,
    pool,
    db,
    drop: async () => {
      await db.destroy();
      await asAdmin(adminUrl, (admin) => admin.query(`drop database ${name} with (force)`));
    },
  };
}

async function asAdmin(url: string, work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    // Clones of one template take turns: Postgres refuses to copy a database that another session is copying.
    await admin.query('select pg_advisory_lock(4711000002)');
    await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.href;
}
