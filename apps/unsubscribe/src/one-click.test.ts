import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { addLetter, eventsFrom, eventsOf, openScene, type Scene, suppressionsOf } from './testing/scene.ts';
import { exchange, type Served, serve, statusOf } from './testing/serve.ts';

let database: TestDatabase;
let app: Served;
beforeAll(async () => {
  database = await testDatabase();
  app = await serve({ db: database.db });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const pair = 'List-Unsubscribe=One-Click';
const form = 'application/x-www-form-urlencoded';

const post = (path: string, body: string, headers: Record<string, string> = { 'content-type': form }) =>
  fetch(`${app.url}${path}`, { method: 'POST', body, headers, redirect: 'manual' });

describe('oneClick', () => {
  it('R8058-3, R8058-11 stops the list the letter spoke of, in the same exchange, and says so in a sentence', async () => {
    const scene = await openScene(database.db);
    const answer = await post(`/u/${scene.token()}`, pair);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('配信を停止しました。\n');
    expect(await suppressionsOf(database.db, scene)).toMatchObject([
      { scope: 'list', list_id: scene.listId, reason: 'unsubscribed', source: 'one-click' },
    ]);
  });

  it('R8058-9 has committed the suppression, and taken back what waited, before it answers', async () => {
    const scene = await openScene(database.db);
    await addLetter(database.db, scene, 'queued');
    await post(`/u/${scene.token()}`, pair);
    const letter = await database.db
      .selectFrom('deliveries')
      .select(['state', 'reason'])
      .where('address_key', '=', scene.addressKey)
      .executeTakeFirstOrThrow();
    expect(letter).toEqual({ state: 'withheld', reason: 'suppressed-list' });
  });

  it('R8058-10 answers 200 to repeated and concurrent posts, with one row, one event and the first time kept', async () => {
    const scene = await openScene(database.db);
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(`/u/${scene.token()}`, pair)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 12 }, () => 200));
    const [first] = await suppressionsOf(database.db, scene);
    expect((await post(`/u/${scene.token()}`, pair)).status).toBe(200);
    expect(await suppressionsOf(database.db, scene)).toEqual([first]);
    expect((await eventsFrom(database.db, scene, 2)).map((event) => event.kind)).toEqual(['suppressed', 'left']);
  });

  it('WEB-8 records method, key and user agent, clipped, and neither token nor address', async () => {
    const scene = await openScene(database.db);
    const token = scene.token();
    await post(`/u/${token}`, pair, { 'content-type': form, 'user-agent': 'x'.repeat(900) });
    const [event] = await eventsOf(database.db, scene);
    expect(event).toMatchObject({
      kind: 'suppressed',
      list_id: scene.listId,
      details: {
        method: 'one-click',
        keyId: 2,
        userAgent: 'x'.repeat(200),
        campaignId: scene.campaignId,
        scope: 'list',
      },
    });
    expect(JSON.stringify(event)).not.toContain(token);
    expect(JSON.stringify(event)).not.toContain('hanako');
  });

  it('stops all marketing of the sender when the letter spoke of no list', async () => {
    const scene = await openScene(database.db);
    expect((await post(`/u/${scene.token({ list: null })}`, pair)).status).toBe(200);
    expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope: 'marketing', list_id: null }]);
  });

  it('R8058-7 ignores other fields, also the page’s own', async () => {
    const scene = await openScene(database.db);
    expect((await post(`/u/${scene.token()}`, `a=b&scope=marketing&${pair}&c`)).status).toBe(200);
    expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope: 'list' }]);
  });

  it('TOK-8 changes nothing for a test copy, and says so', async () => {
    const scene = await openScene(database.db);
    const answer = await post(`/u/${scene.token({ kind: 'inert' })}`, pair);
    expect([answer.status, await answer.text()]).toEqual([200, '見本のため、何も変更していません。\n']);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });
});

describe('a mail client’s own form', () => {
  const raw = (lines: string[], body: string): string => `${[...lines, '', ''].join('\r\n')}${body}`;
  const multipart = (boundary: string, end = '\r\n'): string =>
    [
      `--${boundary}`,
      'Content-Disposition: form-data; name="List-Unsubscribe"',
      '',
      'One-Click',
      `--${boundary}--`,
      '',
    ].join(end);

  const forms: Record<string, (path: string) => string | Buffer> = {
    'Gmail: urlencoded, 26 bytes': (path) =>
      raw(
        [
          `POST ${path} HTTP/1.1`,
          'Host: mail.kumo.example',
          'User-Agent: Google-Gmail-Unsubscribe',
          `Content-Type: ${form}`,
          'Content-Length: 26',
          'Connection: close',
        ],
        pair,
      ),
    'Yahoo: charset parameter and Accept-Encoding': (path) =>
      raw(
        [
          `POST ${path} HTTP/1.1`,
          'Host: mail.kumo.example',
          'Accept-Encoding: gzip',
          `Content-Type: ${form}; charset=UTF-8`,
          'Content-Length: 26',
          'Connection: close',
        ],
        pair,
      ),
    'Apple: multipart': (path) => {
      const body = multipart('Boundary-7F1C-44');
      return raw(
        [
          `POST ${path} HTTP/1.1`,
          'Host: mail.kumo.example',
          'Content-Type: multipart/form-data; boundary=Boundary-7F1C-44; charset=utf-8',
          `Content-Length: ${body.length}`,
          'Connection: close',
        ],
        body,
      );
    },
    'multipart with a quoted, odd boundary and bare line feeds': (path) => {
      const body = multipart("=_a'b(c)+d,e:/?", '\n');
      return raw(
        [
          `POST ${path} HTTP/1.1`,
          'host: MAIL.KUMO.EXAMPLE',
          'content-type: Multipart/Form-Data; Boundary="=_a\'b(c)+d,e:/?"',
          `content-length: ${body.length}`,
          'connection: close',
        ],
        body,
      );
    },
    'no User-Agent, Accept, Cookie, Origin or Referer, odd casing of names': (path) =>
      raw(
        [
          `POST ${path} HTTP/1.1`,
          'hOsT: x',
          `CONTENT-TYPE: ${form.toUpperCase()}`,
          'CONTENT-LENGTH: 26',
          'CONNECTION: CLOSE',
        ],
        pair,
      ),
    'HTTP/1.0 without a Host': (path) =>
      raw([`POST ${path} HTTP/1.0`, `Content-Type: ${form}`, 'Content-Length: 26'], pair),
    'a chunked body in small pieces': (path) =>
      raw(
        [
          `POST ${path} HTTP/1.1`,
          'Host: x',
          `Content-Type: ${form}`,
          'Transfer-Encoding: chunked',
          'Connection: close',
        ],
        `${Array.from(pair, (character) => `1\r\n${character}\r\n`).join('')}0\r\n\r\n`,
      ),
    'Expect: 100-continue': (path) =>
      raw(
        [
          `POST ${path} HTTP/1.1`,
          'Host: x',
          `Content-Type: ${form}`,
          'Content-Length: 26',
          'Expect: 100-continue',
          'Connection: close',
        ],
        pair,
      ),
    'no content type at all, and a line break after the pair': (path) =>
      raw([`POST ${path} HTTP/1.1`, 'Host: x', 'Content-Length: 28', 'Connection: close'], `${pair}\r\n`),
    'a trailing slash, a query, an absolute address and an upper-case path': (path) =>
      raw(
        [
          `POST http://WWW.MAIL.KUMO.EXAMPLE${path.replace('/u/', '/U/')}/?utm=1&lang=en HTTP/1.1`,
          'Host: www.mail.kumo.example',
          `Content-Type: ${form}`,
          'Content-Length: 26',
          'Connection: close',
        ],
        pair,
      ),
    'foreign cookies, an Origin of null and another site’s Referer': (path) =>
      raw(
        [
          `POST ${path} HTTP/1.1`,
          'Host: x',
          'Cookie: a=b',
          'Origin: null',
          'Referer: https://else.example/',
          'Authorization: Basic eDp5',
          `Content-Type: ${form}`,
          'Content-Length: 26',
          'Connection: close',
        ],
        pair,
      ),
  };

  it.each(Object.entries(forms))('R8058-3, R8058-4, R8058-5, WEB-2 is understood: %s', async (_, request) => {
    const scene: Scene = await openScene(database.db);
    const answer = (await exchange(app.port, request(`/u/${scene.token()}`))).replace(
      'HTTP/1.1 100 Continue\r\n\r\n',
      '',
    );
    expect(statusOf(answer)).toBe(200);
    expect(answer).not.toMatch(/^(location|set-cookie):/im);
    expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope: 'list', list_id: scene.listId }]);
  });
});
