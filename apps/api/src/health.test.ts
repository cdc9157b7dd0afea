import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startTestApp, type TestApp } from './testing.ts';

let app: TestApp;
let redis: Error | undefined;
beforeAll(async () => {
  app = await startTestApp({
    pingRedis: async () => {
      if (redis) throw redis;
    },
  });
});
afterAll(() => app.close());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(app.url + path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('/healthz', () => {
  it('says that the process lives, whatever else is away', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  });
});

describe('/readyz', () => {
  it('is ready while Postgres and Redis answer', async () => {
    redis = undefined;
    expect(JSON.parse((await get('/readyz')).text)).toEqual({ status: 'ready', postgres: true, redis: true });
  });

  it('is 503 and names what does not answer', async () => {
    redis = new Error('connect ECONNREFUSED');
    const answer = await get('/readyz');
    redis = undefined;
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(JSON.parse(answer.text)).toEqual({ status: 'not ready', postgres: true, redis: false });
  });
});

describe('/metrics', () => {
  it('counts answers by route, never by address', async () => {
    await app.mine.ask('GET', '/contacts?email=secret@example.jp');
    await get('/made-up-path-12345');
    const { text } = await get('/metrics');
    expect(text).toContain('hikyaku_http_request_seconds_count{method="GET",route="/api/v1/contacts",status="200"} 1');
    expect(text).toContain('route="other",status="404"');
    expect(text).not.toMatch(/secret|made-up/);
    expect(text).toContain('hikyaku_senders{state="alive"} 0');
  });
});

describe('/metrics, of senders', () => {
  it('tells how late the event loop of each living one is', async () => {
    await sql`
      insert into senders (id, host, boot_id, process, journal, loop_delay_ms, seen_at) values
        (77, 'h', 'b', 'p', 'j', 3.5, clock_timestamp()), (78, 'h', 'b', 'p', 'j', 9, clock_timestamp() - interval '1 hour')
    `.execute(app.db);
    const { text } = await get('/metrics');
    expect(text).toContain('hikyaku_sender_loop_delay_ms{sender="77"} 3.5');
    expect(text).not.toContain('sender="78"');
  });
});

describe('/metrics, of opt-out journals', () => {
  it('tells how many are heard from, and how many hold newsletters back', async () => {
    await sql`
      insert into opt_out_journals (id, host, folder, vouched_until, concerns) values
        (gen_random_uuid(), 'h', 'f', clock_timestamp() + interval '1 hour', '{}'),
        (gen_random_uuid(), 'h', 'f', clock_timestamp() + interval '1 hour', '{7}'),
        (gen_random_uuid(), 'h', 'f', '-infinity', '{}')
    `.execute(app.db);
    const { text } = await get('/metrics');
    for (const [state, count] of Object.entries({ vouched: 1, replaying: 1, silent: 1, unreadable: 0 })) {
      expect(text).toContain(`hikyaku_opt_out_journals{state="${state}"} ${count}`);
    }
  });
});

describe('/', () => {
  it('leads to the API, the mailbox and the reference, in the language that is asked for', async () => {
    const japanese = await get('/', { 'accept-language': 'ja,en;q=0.5' });
    expect(japanese.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(japanese.text).toContain('<html lang="ja">');
    for (const href of ['/api/v1/openapi.json', 'http://localhost:3025', '/reference', '/problems']) {
      expect(japanese.text).toContain(`href="${href}"`);
    }
    expect((await get('/', { 'accept-language': 'en-US,ja;q=0.5' })).text).toContain('<html lang="en">');
    expect((await get('/', { 'accept-language': 'de' })).text).toContain('<html lang="en">');
  });

  it('explains every kind of problem at its type', async () => {
    const answer = await app.mine.ask('POST', '/lists', {});
    const page = await get(answer.body.type);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Correct each value');
  });

  it('lists every verb in the reference', async () => {
    expect((await get('/reference')).text).toContain('/campaigns/:id/deliveries/resolve');
  });
});
