import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findCampaign, listCampaigns } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { balances, readBooks } from '@hikyaku/ledger';
import { oneSentence, type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

const refused = { code: 1, out: '', error: expect.stringMatching(oneSentence) };

async function newWorkspace(): Promise<string> {
  const facts = ['--name', 'x', '--legal-name', 'x', '--postal-address', 'x', '--contact', 'x'];
  return (await home.hikyaku('workspace', 'create', ...facts)).out.split(' ')[0] ?? '';
}

describe('seed', () => {
  it('fills a workspace with people of .example and finished campaigns whose books balance, once', async () => {
    const workspace = ['--workspace', publicId('workspace', home.workspaceId)];
    const ended = await home.hikyaku('seed', '--contacts', '2000', '--campaigns', '3', '--letters', '50', ...workspace);
    expect(ended).toEqual({ code: 0, out: 'Seeded: 2,000 people and 3 finished campaigns.\n', error: '' });
    const { db } = home.database;
    const contacts = await db.selectFrom('contacts').select('email').execute();
    expect(contacts).toHaveLength(2_000);
    expect(contacts.filter(({ email }) => !email.endsWith('.example'))).toEqual([]);
    const campaigns = await listCampaigns(db, home.workspaceId, { limit: 10 });
    const books = await Promise.all(campaigns.map(({ id }) => readBooks(db, id)));
    expect(books.map(({ targeted }) => targeted)).toEqual([2_000, 50, 50]);
    expect(books.every(balances)).toBe(true);
    expect((await findCampaign(db, home.workspaceId, campaigns[0]?.id ?? ''))?.status).toBe('finished');

    expect(await home.hikyaku('seed', '--contacts', '10', ...workspace)).toEqual(refused);
  });

  it('refuses a workspace behind a public address that holds anybody, and takes an empty one', async () => {
    const id = await newWorkspace();
    const behindPublic = home.with({ DATABASE_URL: home.database.url, PUBLIC_URL: 'https://mail.example.com' });
    const small = ['--contacts', '10', '--campaigns', '1', '--workspace', id];
    await home.database.pool.query(
      "insert into contacts (workspace_id, address_key, email) select id, '\\x00000000000000000000000000000001', 'real@shop.jp' from workspaces order by id desc limit 1",
    );
    expect(await behindPublic('seed', ...small)).toEqual(refused);
    expect((await home.hikyaku('seed', ...small)).code).toBe(0);
    expect((await behindPublic('seed', ...small.slice(0, 4), '--workspace', await newWorkspace())).code).toBe(0);
  });

  it('names the number that it cannot take', async () => {
    const ended = await home.hikyaku('seed', '--contacts', 'many');
    expect(ended).toMatchObject({ code: 2, error: expect.stringContaining('--contacts is "many"') });
  });
});
