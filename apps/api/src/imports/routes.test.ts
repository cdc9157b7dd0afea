import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { startTestApp, type Answer, type Client, type TestApp } from '../testing.ts';

let app: TestApp;
let listId: string;
const mostUploadBytes = 20_000_000;
beforeAll(async () => {
  app = await startTestApp({ mostUploadBytes });
  listId = (await app.mine.ask('POST', '/lists', { name: 'mine' })).body.id;
});
afterAll(() => app.close());

const csv = { 'content-type': 'text/csv' };
const importPath = (list = listId) => `/lists/${list}/imports?basis=consent&source=test`;

/** Uploads a file and asks until the import has ended. */
async function imported(
  body: string | Uint8Array,
  headers: Record<string, string> = csv,
  client: Client = app.mine,
  list = listId,
): Promise<Answer> {
  const begun = await client.ask('POST', importPath(list), body, headers);
  expect(begun.status).toBe(202);
  await app.importsEnded();
  return client.ask('GET', `/imports/${begun.body.id}`);
}

const rejectsOf = async (state: Answer) => (await app.mine.ask('GET', `/imports/${state.body.id}/rejects`)).text;

describe('POST /lists/:id/imports', () => {
  it('imports what is good, and reports every rejected line', async () => {
    const state = await imported(
      'email,name\nichi@example.jp,一\nnonsense,二\n\nsan@example.jp,三\nichi@example.jp,壱\n',
    );
    expect(state.body).toMatchObject({
      status: 'finished',
      rows: 4,
      added: 2,
      updated: 1,
      rejected: 1,
      stillSuppressed: 0,
    });
    expect(await rejectsOf(state)).toMatch(/^line,value,reason\r\n3,nonsense,/);
    const contact = await app.mine.ask('GET', '/contacts?email=ichi@example.jp');
    expect(contact.body.items[0]?.fields).toEqual({ name: '壱' });
  });

  it('AP-2: never re-activates a suppressed person, and says how many stay suppressed', async () => {
    await app.mine.ask('POST', '/suppressions', { email: 'no@example.jp', scope: 'all', reason: 'unsubscribed' });
    const state = await imported('email\nno@example.jp\nyes@example.jp\n');
    expect(state.body).toMatchObject({ added: 2, stillSuppressed: 1 });
    expect((await app.mine.ask('GET', '/contacts?email=no@example.jp')).body.items[0]?.suppressed).toEqual(['all']);
  });

  it('reads UTF-8 with a byte order mark, and Shift_JIS, told or not', async () => {
    // "email,名前\n" and 山田 in Shift_JIS.
    const head = Buffer.from('656d61696c2c96bc914f0a', 'hex');
    const row = (address: string) =>
      Buffer.concat([Buffer.from(`${address},`), Buffer.from('8e5293630a'.slice(0, 8), 'hex'), Buffer.from('\n')]);
    await imported(Buffer.concat([head, row('sjis@example.jp')]));
    await imported(Buffer.concat([head, row('told@example.jp')]), { 'content-type': 'text/csv; charset=Shift_JIS' });
    await imported('\ufeffemail,名前\nbom@example.jp,山田\n');
    for (const email of ['sjis@example.jp', 'told@example.jp', 'bom@example.jp']) {
      expect((await app.mine.ask('GET', `/contacts?email=${email}`)).body.items[0]?.fields).toEqual({ 名前: '山田' });
    }
  });

  it.each([
    ['no email column', 'address,name\na@example.jp,a\n', /email/],
    ['nothing at all', '', /./],
    ['a header alone with a reserved name', 'email,__proto__\na@example.jp,b\n', /__proto__/],
  ])('fails with a sentence: %s', async (_what, body, sentence) => {
    const state = await imported(body);
    expect(state.body.status).toBe('failed');
    expect(state.body.failure).toMatch(sentence);
    expect(state.body.failure).toMatch(/\.$/);
  });

  it.each([
    ['NUL', 'email,name\nok-1@example.jp,fine\nnul@example.jp,a\0b\n'],
    ['a line of 1 MB', `email,name\nok-1@example.jp,fine\nlong@example.jp,${'x'.repeat(1_100_000)}\n`],
    ['an unclosed quote', 'email,name\nok-1@example.jp,fine\nquote@example.jp,"never closed\n'],
    ['a header in the address', 'email,name\nok-1@example.jp,fine\n"in@example.jp\r\nBcc: x@example.jp",a\n'],
    ['too many cells', 'email,name\nok-1@example.jp,fine\nmany@example.jp,a,b,c\n'],
  ])('imports the rest of a file with %s', async (_what, body) => {
    const state = await imported(body);
    expect(state.body).toMatchObject({ status: 'finished', rejected: 1 });
    expect(state.body.added + state.body.updated).toBe(1);
    expect(await rejectsOf(state)).toMatch(/\r\n3,/);
  });

  it('disarms formulas in the report of rejected lines', async () => {
    const state = await imported("email\n=cmd|'/c calc'!A1\n@SUM(1)\n");
    expect(await rejectsOf(state)).toMatch(/\r\n2,'=cmd/);
  });

  it('gives a repeat under one Idempotency-Key the same import', async () => {
    const headers = { ...csv, 'idempotency-key': 'import-1' };
    const first = await imported('email\nidem@example.jp\n', headers);
    const again = await app.mine.ask('POST', importPath(), 'email\nidem@example.jp\n', headers);
    expect([again.status, again.body.id]).toEqual([202, first.body.id]);
    const other = await app.mine.ask('POST', importPath(), 'email\nother@example.jp\n', headers);
    expect(other.status).toBe(422);
  });

  it('refuses other media types, wrong queries, and files over the limit', async () => {
    expect((await app.mine.ask('POST', importPath(), '{}', { 'content-type': 'application/json' })).status).toBe(415);
    for (const query of [
      '',
      '?basis=bought&source=x',
      '?basis=consent',
      '?basis=consent&source=%0d%0aX',
      '?basis=consent&source=a&list=1',
    ]) {
      expect((await app.mine.ask('POST', `/lists/${listId}/imports${query}`, 'email\n', csv)).status).toBe(400);
    }
    const large = await app.mine.ask('POST', importPath(), 'x'.repeat(mostUploadBytes + 1), csv);
    expect([large.status, large.body.type]).toEqual([413, '/problems/too-large']);
  });

  it('answers 404 for lists and imports of another workspace', async () => {
    expect((await app.theirs.ask('POST', importPath(), 'email\n', csv)).status).toBe(404);
    const state = await imported('email\nmine@example.jp\n');
    expect((await app.theirs.ask('GET', `/imports/${state.body.id}`)).status).toBe(404);
    expect((await app.theirs.ask('GET', `/imports/${state.body.id}/rejects`)).status).toBe(404);
  });

  it('imports nothing of an upload that breaks off, and leaves no file', async () => {
    const before = await app.db
      .selectFrom('imports')
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    await new Promise<void>((resolve) => {
      const upload = httpRequest(`${app.url}/api/v1${importPath()}`, {
        method: 'POST',
        headers: { ...csv, authorization: `Bearer ${app.mine.key}`, 'content-length': '1000' },
      });
      upload.on('error', () => resolve());
      upload.write('email\nbroken@example.jp\n', () => upload.destroy());
      upload.on('close', () => resolve());
    });
    // The server may still be at the upload's first bytes: it is asked other things until the file's name is gone.
    for (let asked = 0; asked < 200 && readdirSync(app.deps.spoolFolder).length > 0; asked++) {
      await app.mine.ask('GET', '/lists');
    }
    const after = await app.db
      .selectFrom('imports')
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    expect(after).toEqual(before);
    expect(readdirSync(app.deps.spoolFolder)).toEqual([]);
  });

  it('takes 100,000 people without growing', async () => {
    const client = await app.newClient('large');
    const list = (await client.ask('POST', '/lists', { name: 'large' })).body.id;
    const people = function* () {
      yield 'email,name\n';
      for (let at = 0; at < 100_000; at += 1_000) {
        yield Array.from({ length: 1_000 }, (_, i) => `person-${at + i}@example.jp,${'名'.repeat(20)}\n`).join('');
      }
    };
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const begun = await fetch(`${app.url}/api/v1${importPath(list)}`, {
      method: 'POST',
      headers: { ...csv, authorization: `Bearer ${client.key}` },
      body: Readable.toWeb(Readable.from(people())) as unknown as BodyInit,
      duplex: 'half',
    } as RequestInit);
    const { id } = (await begun.json()) as { id: string };
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed - before)), 20);
    await app.importsEnded();
    clearInterval(watch);
    const state = await client.ask('GET', `/imports/${id}`);
    expect(state.body).toMatchObject({ status: 'finished', rows: 100_000, added: 100_000, rejected: 0 });
    expect(most).toBeLessThan(150_000_000);
  }, 240_000);
});
