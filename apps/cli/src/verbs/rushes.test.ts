import { publicId } from '@hikyaku/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('rushes', () => {
  it('tells when many people left at once, which list, and what most of them have in common', async () => {
    expect((await home.hikyaku('rushes')).out).toBe('Nothing of the kind within a week.\n');
    await sql`
      insert into rushes (workspace_id, list_id, since, until, people, domain, of_domain)
      values (${home.workspaceId}, ${home.listId}, now() - interval '10 minutes', now(), 412, 'corp.example', 400)
    `.execute(home.database.db);
    const { code, out } = await home.hikyaku('rushes');
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(`: 412 people left ${publicId('list', home.listId)}, 400 of them at corp\\.example\\.\n$`),
    );
  });
});
