import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('held', () => {
  it('lists receivers, releases and discards what is held of one', async () => {
    expect((await home.hikyaku('held', 'list')).out).toBe('Nothing is held.\n');
    await sql`
      insert into lost_addresses (domain, workspace_id, campaign_id, address_key, letter_no, evidence, state)
      select d, ${home.workspaceId}, 1, decode(md5(d), 'hex'), 0, '550 5.1.1 unknown user', 'held'
      from unnest(array['a.example', 'b.example']) d
    `.execute(home.database.db);
    expect((await home.hikyaku('held', 'list')).out).toMatch(
      /^a\.example {2}1 addresses since .*\nb\.example .* unknown user\n$/,
    );
    expect((await home.hikyaku('held', 'release', 'a.example')).out).toMatch(/^1 addresses of a\.example are given up/);
    expect((await home.hikyaku('held', 'discard', 'b.example', '--by', 'desk')).out).toMatch(
      /written to again, .* by desk\.\n$/,
    );
    expect(await home.hikyaku('held', 'discard', 'b.example')).toMatchObject({ code: 1 });
  });
});
