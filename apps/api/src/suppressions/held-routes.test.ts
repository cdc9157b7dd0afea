import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

/** An address of somebody's that is held. */
async function held(workspaceId: string, domain: string, key: number): Promise<void> {
  await sql`
    insert into lost_addresses (domain, workspace_id, campaign_id, address_key, letter_no, evidence, state)
    values (${domain}, ${workspaceId}, 1, ${Buffer.alloc(16, key)}, 0, '550 5.1.1 unknown user', 'held')
  `.execute(app.db);
}

describe('/suppressions/held', () => {
  it('shows a workspace its own, and carries out what it decides', async () => {
    for (const key of [1, 2]) await held(app.mine.workspaceId, 'gone.example', key);
    await held(app.mine.workspaceId, 'other.example', 3);
    await held(app.theirs.workspaceId, 'gone.example', 4);
    const shown = await app.mine.ask('GET', '/suppressions/held');
    expect(JSON.parse(shown.text).items).toEqual([
      expect.objectContaining({ domain: 'gone.example', addresses: 2, evidence: '550 5.1.1 unknown user' }),
      expect.objectContaining({ domain: 'other.example', addresses: 1 }),
    ]);
    const discarded = await app.mine.ask('POST', '/suppressions/held/Gone.example/discard');
    expect(discarded.body).toMatchObject({ domain: 'gone.example', addresses: 2 });
    expect((await app.mine.ask('POST', '/suppressions/held/gone.example/release')).status).toBe(404);
    expect((await app.mine.ask('POST', '/suppressions/held/other.example/release')).status).toBe(200);
    expect(JSON.parse((await app.theirs.ask('GET', '/suppressions/held')).text).items).toHaveLength(1);
    const row = await app.db.selectFrom('suppressions').select(['scope', 'reason']).execute();
    expect(row).toEqual([{ scope: 'invalid', reason: 'invalid-address' }]);
  });
});
