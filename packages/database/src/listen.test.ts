import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { listenTo } from './listen.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('listenTo', () => {
  it('can be closed at any moment of its first connection, and ends', async () => {
    for (let turns = 0; turns < 30; turns++) {
      const listening = listenTo({
        url: test.url,
        applicationName: 'test-hasty',
        channel: 'test_channel',
        onNotice: () => {},
        onTrouble: () => {},
      });
      for (let turn = 0; turn < turns; turn++) await new Promise((next) => void setImmediate(next));
      await listening.close();
    }
  });

  it('hears what is told, also after its connection was lost', async () => {
    const heard = new EventEmitter();
    const troubles: string[] = [];
    const listening = listenTo({
      url: test.url,
      applicationName: 'test-listener',
      channel: 'test_channel',
      onNotice: (payload) => heard.emit('notice', payload),
      onTrouble: ({ message }) => {
        troubles.push(message);
        heard.emit('trouble');
      },
    });
    await listening.ready;
    const first = once(heard, 'notice');
    await sql`select pg_notify('test_channel', 'one')`.execute(test.db);
    expect(await first).toEqual(['one']);

    const trouble = once(heard, 'trouble');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-listener'`.execute(
      test.db,
    );
    await trouble;
    const second = once(heard, 'notice');
    // Told until it is heard: when the new connection listens nobody outside can know.
    const enough = new AbortController();
    const tell = (async () => {
      while (!enough.signal.aborted) {
        await sql`select pg_notify('test_channel', 'two'), pg_sleep(0.05)`.execute(test.db);
      }
    })();
    expect(await second).toEqual(['two']);
    enough.abort();
    await tell;
    expect(troubles.length).toBeGreaterThan(0);
    await listening.close();
  });

  it('tells of a campaign that moves on by its id, and of nothing else that changes', async () => {
    const { rows } = await sql<{ id: string }>`
      with w as (
        insert into workspaces (name, legal_name, postal_address, contact) values ('a', 'a', 'a', 'a') returning id
      )
      insert into campaigns (workspace_id, class, name) select id, 'marketing', 'x' from w returning id
    `.execute(test.db);
    const id = rows[0]?.id ?? '';
    const heard = new EventEmitter();
    const listening = listenTo({
      url: test.url,
      applicationName: 'test-moves',
      channel: 'campaign_moved',
      onNotice: (payload) => heard.emit('notice', payload),
      onTrouble: () => {},
    });
    await listening.ready;
    const notice = once(heard, 'notice');
    await sql`update campaigns set name = 'y' where id = ${id}`.execute(test.db);
    await sql`select pg_notify('campaign_moved', 'after the name')`.execute(test.db);
    expect(await notice).toEqual(['after the name']);
    const moved = once(heard, 'notice');
    await sql`update campaigns set status = 'cancelled' where id = ${id}`.execute(test.db);
    expect(await moved).toEqual([id]);
    await listening.close();
  });
});
