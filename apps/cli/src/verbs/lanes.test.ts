import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('lanes', () => {
  it('shows the lanes that have something in them, and counts the others', async () => {
    await sql`
      update lanes set suspended_until = now() + interval '10 minutes', suspended_reason = '421 4.7.28 unusual rate'
      where name = 'tail-2'
    `.execute(home.database.db);
    const { out } = await home.hikyaku('lanes');
    expect(out).toMatch(
      /^tail-2 +suspended until .+ UTC: 421 4\.7\.28 unusual rate; 0 letters on the wire; 0 letters due in 0 batches, 0 later$/m,
    );
    expect(out).toContain('3 lanes with nothing in them.');
  });

  it('tells what was done to one lane, and that there is none of a name', async () => {
    await sql`insert into lane_log (lane, kind, details) values ('tail-1', 'growing', '{"window": 3}')`.execute(
      home.database.db,
    );
    const { out } = await home.hikyaku('lanes', 'tail-1');
    expect(out).toMatch(/^tail-1 +running; /m);
    expect(out).toMatch(/^ {2}\S+ \S+ UTC {2}growing +3 letters at a time$/m);
    const nowhere = await home.hikyaku('lanes', 'nowhere');
    expect(nowhere.code).not.toBe(0);
    expect(nowhere.error).toContain('There is no lane "nowhere".');
  });
});
