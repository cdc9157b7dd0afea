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
