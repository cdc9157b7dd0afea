import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { prepare } from './prepare.ts';
import { schedule } from './schedule.ts';
import { crowd, depsFor, isSound, newDraft, newList, newWorkspace, wake } from './testing/world.ts';

let test: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
});
afterAll(() => test.drop());

async function prepared(name: string, people: number): Promise<string> {
  const list = await newList(test.db, workspaceId, name);
  await crowd(test.db, workspaceId, list, people);
  const { id } = await newDraft(test.db, workspaceId, [list]);
  await schedule(depsFor(test.db), workspaceId, id, 'now');
  await prepare({ db: test.db, wake, isSound }, id);
  return id;
}

/** How many of the ledger's rows are fetched where a campaign's first batch is read, and where the gate is asked about a letter of it. */
async function rowsFetched(sender: Db, campaignId: string): Promise<{ byReading: number; byTheGate: number }> {
  return sender.transaction().execute(async (tx) => {
    const fetched = async () => {
      const { rows } = await sql<{ rows: string }>`
        select sum(idx_tup_fetch + seq_tup_read) as rows from pg_stat_xact_user_tables where relname like 'deliveries%'
      `.execute(tx);
      return Number(rows[0]?.rows);
    };
    const { rows } = await sql<{ key: Buffer }>`
      select address_key as key from deliveries where campaign_id = ${campaignId} limit 1
    `.execute(tx);
    const before = await fetched();
    await sql`select * from read_batch((select min(id) from batches where campaign_id = ${campaignId}))`.execute(tx);
    const between = await fetched();
    // Of a slot that nobody holds: rows are looked up, and none is claimed.
    await sql`
      select * from gate(1, array[1], array[0]::bigint[], array[${campaignId}::bigint], ${rows[0]?.key}, array[0], array[0]::smallint[])
    `.execute(tx);
    return { byReading: between - before, byTheGate: (await fetched()) - between };
  });
}

it('leaves no sender with plans that were made when the ledger was small', async () => {
  await test.db.connection().execute(async (sender) => {
    const small = await prepared('small', 40);
    await sql`analyze deliveries`.execute(test.db);
    expect((await rowsFetched(sender, small)).byReading).toBeGreaterThan(0);
    const large = await prepared('large', 10_000);
    const { byReading, byTheGate } = await rowsFetched(sender, large);
    expect(byReading).toBeLessThan(1_000);
    expect(byTheGate).toBeLessThan(10);
  });
});
