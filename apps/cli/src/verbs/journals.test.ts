import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
const silent = randomUUID();
const kept = randomUUID();
beforeAll(async () => {
  home = await testInstallation();
  await sql`
    insert into opt_out_journals (id, host, folder, vouched_until) values
      (${silent}, 'leave-1', '/var/lib/hikyaku/opt-outs', clock_timestamp() - interval '90 seconds'),
      (${kept}, 'leave-2', '/var/lib/hikyaku/opt-outs', clock_timestamp() + interval '1 hour')
  `.execute(home.database.db);
});
afterAll(() => home.close());

describe('journals', () => {
  it('lists what holds newsletters back, and gives up what is gone, with name and reason', async () => {
    const listed = await home.hikyaku('journals', 'list');
    expect(listed.code).toBe(0);
    expect(listed.out).toMatch(new RegExp(`^${silent} {2}not heard from.*leave-1:.*\n${kept} {2}nothing is in it`));

    const given = await home.hikyaku('journals', 'give-up', silent, '--reason', 'burned', '--by', 'Kei');
    expect([given.code, given.out]).toEqual([0, expect.stringContaining('recorded as done by Kei')]);
    const { rows } = await sql<{ details: object }>`
      select details from events where kind = 'journal-given-up'
    `.execute(home.database.db);
    expect(rows).toMatchObject([{ details: { journal: silent, host: 'leave-1', reason: 'burned', by: 'Kei' } }]);
    expect((await home.hikyaku('journals', 'list')).out).not.toContain(silent);
  });

  it.each([
    ['a journal that is kept', [kept, '--reason', 'x'], 1],
    ['one that is not known', [randomUUID(), '--reason', 'x'], 1],
    ['no name of a journal', ['leave-1', '--reason', 'x'], 2],
    ['no reason', [kept], 2],
  ])('refuses %s with a sentence', async (_, args, code) => {
    const ended = await home.hikyaku('journals', 'give-up', ...args);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.error).toMatch(/^[^\n]+\.?\n/);
  });
});
