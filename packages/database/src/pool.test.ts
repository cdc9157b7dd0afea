import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openDb, openPool } from './index.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('openPool', () => {
  it('fails a transaction whose connection the server ends between two statements, and goes on', async () => {
    const pool = openPool({ url: test.url, applicationName: 'cut', maxConnections: 1 });
    const db = openDb(pool);
    const ended = new Promise((resolve) =>
      pool.once('connect', (client) => client.once('end', () => resolve(undefined))),
    );
    try {
      const cut = db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
        await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(test.db);
        await ended;
        await sql`select 1`.execute(tx);
      });
      await expect(cut).rejects.toThrow();
      expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    } finally {
      await db.destroy();
    }
  });
});
