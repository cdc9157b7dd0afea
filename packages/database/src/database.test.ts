import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { assertPepper, isInitialised, migrate, PepperMismatchError, parseId, publicId } from './index.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('migrate', () => {
  it('finds nothing to do in a migrated database, also when two processes ask at once', async () => {
    expect(await Promise.all([migrate(test.url), migrate(test.url)])).toEqual([[], []]);
  });

  it('has migrations whose numbers follow one another, so that there is one order of them', () => {
    const names = readdirSync(new URL('../migrations', import.meta.url)).sort();
    expect(names.map((name) => Number.parseInt(name, 10))).toEqual(names.map((_, at) => at + 1));
  });
});

describe('new_id', () => {
  it('never repeats, and orders ids by time', async () => {
    const { rows } = await sql<{ id: string }>`select new_id() as id from generate_series(1, 5000)`.execute(test.db);
    const ids = rows.map((row) => BigInt(row.id));
    expect(new Set(ids).size).toBe(5000);
    const later = await sql<{ id: string }>`select new_id() as id from pg_sleep(0.002)`.execute(test.db);
    expect(BigInt(later.rows[0]?.id ?? 0) > (ids[0] ?? 0n)).toBe(true);
  });
});

describe('publicId', () => {
  it('reads back as the same id, of the same kind only', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (id) => {
        const text = publicId('campaign', id.toString());
        expect(text).toMatch(/^cmp_[0-9a-hjkmnp-tv-z]{13}$/);
        expect(parseId('campaign', text)).toBe(id.toString());
        expect(parseId('list', text)).toBeUndefined();
      }),
    );
  });

  it('refuses anything that is not an id', () => {
    for (const text of ['', 'cmp_', 'cmp_zzzzzzzzzzzzz', 'cmp_00000000000u0', 'cmp_0000000000000 ', '1']) {
      expect(parseId('campaign', text)).toBeUndefined();
    }
  });
});

describe('assertPepper', () => {
  it('accepts the pepper a database was set up with and refuses every other', async () => {
    expect(await isInitialised(test.db)).toBe(false);
    await assertPepper(test.db, Buffer.alloc(32, 1));
    expect(await isInitialised(test.db)).toBe(true);
    await assertPepper(test.db, Buffer.alloc(32, 1));
    await expect(assertPepper(test.db, Buffer.alloc(32, 2))).rejects.toBeInstanceOf(PepperMismatchError);
  });
});

describe('parents by statement', () => {
  const workspace = async () =>
    (
      await test.db
        .insertInto('workspaces')
        .values({ name: 'W', legal_name: 'W', postal_address: 'W', contact: 'W' })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
  const list = async (workspaceId: string) =>
    (
      await test.db
        .insertInto('lists')
        .values({ workspace_id: workspaceId, name: 'L' })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
  const contact = async (workspaceId: string) => {
    const { rows } = await sql<{ id: string }>`
      insert into contacts (workspace_id, address_key, email)
      values (${workspaceId}, decode(md5(random()::text), 'hex'), 'x@example.com') returning id
    `.execute(test.db);
    return rows[0]?.id ?? '';
  };
  const subscribe = (workspaceId: string, listId: string, contactId: string) =>
    sql`
      insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source)
      values (${workspaceId}, ${listId}, ${contactId}, 'active', 'consent', 'test')
    `.execute(test.db);
  const violation = { code: '23503' };

  it('refuses people of no workspace, members of a list of another workspace, and letters of no campaign', async () => {
    const [mine, theirs] = [await workspace(), await workspace()];
    await expect(contact('1')).rejects.toMatchObject(violation);
    await expect(subscribe(mine, await list(theirs), await contact(mine))).rejects.toMatchObject(violation);
    await expect(subscribe(mine, '1', await contact(mine))).rejects.toMatchObject(violation);
    const letter = sql`insert into deliveries (campaign_id, address_key) values (new_id(), 'x')`;
    await expect(letter.execute(test.db)).rejects.toMatchObject(violation);
  });

  it('refuses to delete or renumber what others still need, and to move a row to another parent', async () => {
    const [mine, other] = [await workspace(), await workspace()];
    const [listId, contactId] = [await list(mine), await contact(mine)];
    await subscribe(mine, listId, contactId);
    const { rows } = await sql<{ id: string }>`
      insert into campaigns (workspace_id, class, name) values (${other}, 'marketing', 'C') returning id
    `.execute(test.db);
    const campaignId = rows[0]?.id;
    await sql`insert into deliveries (campaign_id, address_key) values (${campaignId}, 'x')`.execute(test.db);
    for (const forbidden of [
      sql`delete from lists where id = ${listId}`,
      sql`update lists set workspace_id = ${other} where id = ${listId}`,
      sql`update lists set id = 7 where id = ${listId}`,
      sql`delete from campaigns where id = ${campaignId}`,
      sql`update workspaces set id = 7 where id = ${mine}`,
    ]) {
      await expect(forbidden.execute(test.db)).rejects.toMatchObject(violation);
    }
    await expect(
      sql`update contacts set workspace_id = ${other} where id = ${contactId}`.execute(test.db),
    ).rejects.toThrow('contacts: a row stays with its parent');
    await expect(sql`update subscriptions set list_id = 7 where list_id = ${listId}`.execute(test.db)).rejects.toThrow(
      'subscriptions: a row stays with its parent',
    );
    await expect(
      sql`update deliveries set campaign_id = campaign_id + 1 where campaign_id = ${campaignId}`.execute(test.db),
    ).rejects.toThrow('a row stays with its parent');
    await sql`delete from subscriptions where list_id = ${listId}`.execute(test.db);
    await sql`delete from lists where id = ${listId}`.execute(test.db);
  });

  it('lets whoever deletes a parent and whoever adds a child wait for each other: the second fails, whichever it is', async () => {
    const mine = await workspace();
    const contactId = await contact(mine);
    const [childFirst, parentFirst] = [await list(mine), await list(mine)];
    let later: Promise<unknown> = Promise.resolve();
    await test.db.transaction().execute(async (tx) => {
      await sql`
        insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source)
        values (${mine}, ${childFirst}, ${contactId}, 'active', 'consent', 'test')
      `.execute(tx);
      later = expect(sql`delete from lists where id = ${childFirst}`.execute(test.db)).rejects.toMatchObject(violation);
      await somebodyWaits();
    });
    await later;
    await test.db.transaction().execute(async (tx) => {
      await sql`delete from lists where id = ${parentFirst}`.execute(tx);
      later = expect(subscribe(mine, parentFirst, contactId)).rejects.toMatchObject(violation);
      await somebodyWaits();
    });
    await later;
  });

  /** Until a statement of this database waits for another's lock. */
  async function somebodyWaits(): Promise<void> {
    for (;;) {
      const { rows } = await sql`
        select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
      `.execute(test.db);
      if (rows.length > 0) return;
    }
  }
});

describe('schema', () => {
  it('keeps the generated types in step with the migrations', async () => {
    const { rows } = await sql<{ column: string }>`
      select distinct c.table_name || '.' || c.column_name as column
      from information_schema.columns c
      join pg_class t on t.relname = c.table_name and not t.relispartition and t.relkind in ('r', 'p')
      where c.table_schema = 'public' and c.table_name <> 'migrations'
    `.execute(test.db);
    const { readFile } = await import('node:fs/promises');
    const generated = await readFile(new URL('./generated/schema.ts', import.meta.url), 'utf8');
    const tables = new Map<string, string>();
    for (const [, name, body] of generated.matchAll(/export interface (\w+) \{\n([^}]*)\}/g)) {
      tables.set((name ?? '').replace(/\B[A-Z]/g, (letter) => `_${letter}`).toLowerCase(), body ?? '');
    }
    const missing = rows.filter(({ column }) => {
      const [table = '', name = ''] = column.split('.');
      return !tables.get(table)?.includes(`  ${name}: `);
    });
    expect(missing).toEqual([]);
  });

  it('refuses to change or delete an event', async () => {
    await sql`insert into events (kind) values ('lifted')`.execute(test.db);
    await expect(sql`update events set kind = 'suppressed'`.execute(test.db)).rejects.toThrow(/append-only/);
    await expect(sql`delete from events`.execute(test.db)).rejects.toThrow(/append-only/);
  });

  it('keeps every later change of a delivery row off the indexes (HOT)', async () => {
    const { rows } = await sql<{ columns: string }>`
      select string_agg(a.attname, ',' order by a.attname) as columns
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
      where i.indrelid = 'deliveries'::regclass group by i.indexrelid order by 1
    `.execute(test.db);
    expect(rows.map((row) => row.columns)).toEqual(['address_key,campaign_id,letter_no', 'batch_id']);
  });
});
