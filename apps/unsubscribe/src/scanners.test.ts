import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { eventsOf, openScene, suppressionsOf } from './testing/scene.ts';
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

/** What is written to a socket about a letter's address; several requests of one visitor follow each other on one connection. */
type Visit = (path: string) => string[];

const asked = (method: string, path: string, headers: readonly string[] = [], body?: string): string =>
  [
    `${method} ${path} HTTP/1.1`,
    'Host: mail.kumo.example',
    ...headers,
    ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    'Connection: close',
    '',
    body ?? '',
  ].join('\r\n');

const visit =
  (method: string, headers?: readonly string[], body?: string): Visit =>
  (path) => [asked(method, path, headers, body)];

const form = 'Content-Type: application/x-www-form-urlencoded';
const json = 'Content-Type: application/json';
const agent = (name: string) => `User-Agent: ${name}`;

/**
 * Those who follow links or press on them without anybody having asked: security scanners, previews, prefetchers, crawlers, and
 * forms that are filled in by machine. Each with the answers that it gets.
 */
const machines: Record<string, [Visit, number[]]> = {
  'a scanner that opens the link': [
    visit('GET', [agent('Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2)')]),
    [200],
  ],
  'a scanner that asks for the head, then for all': [(path) => [asked('HEAD', path), asked('GET', path)], [200, 200]],
  'a scanner without a user agent': [visit('GET'), [200]],
  'a scanner with an empty user agent': [visit('GET', ['User-Agent:']), [200]],
  'a scanner with an odd user agent': [visit('GET', [agent(`(${'\u00e9'.repeat(40)})${"'".repeat(400)}`)]), [200]],
  'a browser that prefetches (Sec-Purpose)': [visit('GET', ['Sec-Purpose: prefetch', 'Purpose: prefetch']), [200]],
  'a browser that prerenders': [visit('GET', ['Sec-Purpose: prefetch;prerender', 'X-Moz: prefetch']), [200]],
  'a chat program’s preview': [visit('GET', [agent('Slackbot-LinkExpanding 1.0'), 'Range: bytes=0-32768']), [200]],
  'a mail gateway that detonates links': [
    visit('GET', [agent('python-requests/2.31'), 'Accept: */*', 'Referer: https://protection.example/']),
    [200],
  ],
  'a crawler that asks for the robots first': [(path) => [asked('GET', '/robots.txt'), asked('GET', path)], [200, 200]],
  'a scanner that adds a query': [(path) => [asked('GET', `${path}?List-Unsubscribe=One-Click&scope=list`)], [200]],
  'a GET with the pair in its body': [visit('GET', [form], 'List-Unsubscribe=One-Click'), [200]],
  'a HEAD with the pair in its body': [visit('HEAD', [form], 'List-Unsubscribe=One-Click'), [200]],
  'a scanner that asks what is allowed': [visit('OPTIONS'), [405]],
  'a page elsewhere that asks leave to POST (CORS)': [
    visit('OPTIONS', ['Origin: https://elsewhere.example', 'Access-Control-Request-Method: POST']),
    [405],
  ],
  'PUT with the pair': [visit('PUT', [form], 'List-Unsubscribe=One-Click'), [405]],
  'PATCH with the pair': [visit('PATCH', [form], 'List-Unsubscribe=One-Click'), [405]],
  DELETE: [visit('DELETE'), [405]],
  'PROPFIND of a file manager': [visit('PROPFIND', ['Depth: 1']), [405]],
  TRACE: [visit('TRACE'), [405]],
  'a method that says it is another': [
    visit('GET', ['X-HTTP-Method-Override: POST', form], 'List-Unsubscribe=One-Click'),
    [200],
  ],
  'a POST without a body': [visit('POST', ['Content-Length: 0']), [400]],
  'a POST of an empty form': [visit('POST', [form], ''), [400]],
  'a form sent on with its buttons left out': [visit('POST', [form], 'submit=1&email=a%40b.example'), [400]],
  'a form filled in with the same word everywhere': [
    visit('POST', [form], 'scope=test&list-unsubscribe=test&name=test'),
    [400],
  ],
  'the pair the wrong way round': [visit('POST', [form], 'One-Click=List-Unsubscribe'), [400]],
  'the pair in the query of a POST': [
    (path) => [asked('POST', `${path}?List-Unsubscribe=One-Click`, [form], 'a=b')],
    [400],
  ],
  'the pair in a header of a POST': [visit('POST', ['List-Unsubscribe-Post: List-Unsubscribe=One-Click'], 'x'), [400]],
  'the pair as JSON': [visit('POST', [json], '{"List-Unsubscribe":"One-Click"}'), [400]],
  'a probe for weaknesses': [visit('POST', [form], "scope=list' or '1'='1&<script>alert(1)</script>"), [400]],
  'a SOAP envelope': [visit('POST', ['Content-Type: text/xml'], '<Envelope><scope>list</scope></Envelope>'), [400]],
  'a form larger than any of ours': [visit('POST', [form], `List-Unsubscribe=One-Click&${'x'.repeat(9_000)}`), [413]],
};

describe('R8058-6, WEB-1 nobody leaves because a machine', () => {
  it.each(Object.entries(machines))('comes by: %s', async (_, [requests, statuses]) => {
    const scene = await openScene(database.db);
    const answers: number[] = [];
    for (const request of requests(`/u/${scene.token()}`)) {
      const answer = await exchange(app.port, Buffer.from(request, 'latin1'));
      expect(answer).not.toMatch(/^(location|set-cookie|refresh|access-control-allow-origin):/im);
      answers.push(statusOf(answer));
    }
    expect(answers).toEqual(statuses);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    expect(await eventsOf(database.db, scene)).toEqual([]);
  });
});
