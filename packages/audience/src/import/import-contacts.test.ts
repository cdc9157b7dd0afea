import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { confirmSubscription } from '../confirm-subscription.ts';
import { deleteContact } from '../delete-contact.ts';
import { findContactByEmail } from '../find-contact.ts';
import { excludedCounts } from '../members.ts';
import { added, consent, eventsOf, newList, newWorkspace, pepper, suppress } from '../testing.ts';
import { importContacts } from './import-contacts.ts';
import type { ImportStatus } from './import-status.ts';
import { rejectsCsv } from './rejects-csv.ts';

let test: TestDatabase;
let workspaceId: string;
let listId: string;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  workspaceId = await newWorkspace(test.db);
  listId = await newList(test.db, workspaceId);
});
afterAll(() => test.drop());

async function* pieces(...parts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

async function imported(...parts: (string | Buffer)[]): Promise<ImportStatus> {
  return importedFrom(pieces(...parts));
}

async function importedFrom(stream: AsyncIterable<Buffer>): Promise<ImportStatus> {
  const answer = await importContacts(test.db, pepper, {
    workspaceId,
    listId,
    basis: 'consent',
    source: 'old system',
    stream,
  });
  if (!answer.ok) throw new Error(answer.problem.reason);
  return answer.status;
}

async function find(email: string) {
  return await findContactByEmail(test.db, pepper, { workspaceId, email });
}

async function rejectsOf(status: ImportStatus): Promise<string[]> {
  let text = '';
  for await (const piece of rejectsCsv(test.db, status.id)) text += piece;
  return text.trimEnd().split('\r\n').slice(1);
}

describe('importContacts', () => {
  it('adds people with their fields to the list, on the ground given, and records it', async () => {
    const status = await imported('name,Email,City\nHanako,hanako@example.com, Tokyo \nTaro,taro@example.com,\n');
    expect(status).toMatchObject({
      status: 'finished',
      rows: 2,
      added: 2,
      updated: 0,
      rejected: 0,
      stillSuppressed: 0,
    });
    expect(status.finishedAt).toEqual(expect.any(Date));
    expect(await find('hanako@example.com')).toMatchObject({
      fields: { name: 'Hanako', City: 'Tokyo' },
      lists: [{ listId, state: 'active', basis: 'consent', source: 'old system', confirmedAt: null }],
    });
    expect((await find('taro@example.com'))?.fields).toEqual({ name: 'Taro' });
    expect(await eventsOf(test.db, workspaceId, 'taro@example.com')).toEqual(['subscribed']);
    const told = await test.db
      .selectFrom('events')
      .select('details')
      .where('kind', '=', 'imported')
      .where('list_id', '=', listId)
      .execute();
    expect(told).toMatchObject([{ details: { import: status.id, finished: true, rows: 2, added: 2 } }]);
  });

  it('keeps one person per address: later lines of the file update, in whatever page they stand', async () => {
    await suppress(test.db, { workspaceId, email: 'dup@example.com', scope: 'marketing' });
    const filler = Array.from({ length: 6_000 }, (_, i) => `f${i}@example.com,x,\n`).join('');
    const status = await imported(`email,a,b\nDup@example.com,1,1\ndup@EXAMPLE.com,2,\n${filler}dup@example.com,,3\n`);
    expect(status).toMatchObject({ rows: 6_003, added: 6_001, updated: 2, rejected: 0, stillSuppressed: 1 });
    expect((await find('dup@example.com'))?.fields).toEqual({ a: '2', b: '3' });
  });

  it('can be repeated: nothing is added twice and nobody joins twice', async () => {
    const file = 'email,a\nx@example.com,1\ny@example.com,2\n';
    await imported(file);
    const before = await find('x@example.com');
    expect(await imported(file)).toMatchObject({ rows: 2, added: 0, updated: 2, rejected: 0 });
    expect(await find('x@example.com')).toEqual(before);
    expect(await eventsOf(test.db, workspaceId, 'x@example.com')).toEqual(['subscribed']);
  });

  it('AP-2 never makes somebody receive who has left, was suppressed, or was deleted after a no; and says how many', async () => {
    const left = { workspaceId, email: 'left@example.com', lists: [listId], consent };
    await added(test.db, left);
    await suppress(test.db, { ...left, scope: 'list', listId });
    const gone = await added(test.db, { ...left, email: 'gone@example.com' });
    await suppress(test.db, { workspaceId, email: 'gone@example.com', scope: 'list', listId });
    await deleteContact(test.db, workspaceId, gone.id);
    await suppress(test.db, { workspaceId, email: 'marketing@example.com', scope: 'marketing' });
    await suppress(test.db, { workspaceId, email: 'all@example.com', scope: 'all', reason: 'complaint' });
    await suppress(test.db, { workspaceId, email: 'invalid@example.com', scope: 'invalid', reason: 'invalid-address' });
    const other = await newList(test.db, workspaceId);
    await suppress(test.db, { workspaceId, email: 'other@example.com', scope: 'list', listId: other });
    const suppressions = await test.db.selectFrom('suppressions').selectAll().orderBy('id').execute();

    const names = ['left', 'gone', 'marketing', 'all', 'invalid', 'other', 'free'];
    const file = `email\n${names.map((name) => `${name}@example.com\n`).join('')}LEFT@example.com\n`;
    expect(await imported(file)).toMatchObject({ rows: 8, rejected: 0, stillSuppressed: 5 });
    expect(await imported(file)).toMatchObject({ rows: 8, rejected: 0, stillSuppressed: 5 });

    expect(await test.db.selectFrom('suppressions').selectAll().orderBy('id').execute()).toEqual(suppressions);
    expect((await find('left@example.com'))?.lists).toMatchObject([{ state: 'left', suppressed: ['list'] }]);
    for (const name of ['gone', 'marketing', 'all', 'invalid']) {
      expect((await find(`${name}@example.com`))?.lists).toMatchObject([{ suppressed: [expect.any(String)] }]);
    }
    for (const name of ['other', 'free'])
      expect((await find(`${name}@example.com`))?.lists).toMatchObject([{ suppressed: [] }]);
  });

  it('keeps the confirmed opt-in of somebody who is imported again, and does not count them as suppressed', async () => {
    const person = await added(test.db, { workspaceId, email: 'again@example.com', lists: [listId], consent });
    await suppress(test.db, { workspaceId, email: person.email, scope: 'list', listId });
    await confirmSubscription(test.db, { workspaceId, contactId: person.id, listId });
    const before = await find(person.email);
    expect(await imported('email\nagain@example.com\n')).toMatchObject({ updated: 1, stillSuppressed: 0 });
    expect(await find(person.email)).toEqual(before);
  });

  it('JPC-1 JPC-2 EAI-2 takes the dots of old carrier addresses and domains in any script, and refuses stray dots elsewhere', async () => {
    const status = await imported(
      'email\na..b@docomo.ne.jp\n"""a..b""@docomo.ne.jp"\nabc.@ezweb.ne.jp\ninfo@日本.jp\na..b@example.com\n',
    );
    expect(status).toMatchObject({ rows: 5, added: 3, updated: 1, rejected: 1 });
    expect((await find('info@xn--wgv71a.jp'))?.email).toBe('info@日本.jp');
    expect(await rejectsOf(status)).toEqual([expect.stringMatching(/^6,a\.\.b@example\.com,.*a\.b@example\.com/)]);
  });

  it('reads a Shift_JIS file as a Japanese spreadsheet saves it', async () => {
    // email,名前 and a person called 日本.
    const shiftJis = Buffer.concat([
      Buffer.from('email,'),
      Buffer.from([0x96, 0xbc, 0x91, 0x4f]),
      Buffer.from('\r\nsjis@example.com,'),
      Buffer.from([0x93, 0xfa, 0x96, 0x7b]),
      Buffer.from('\r\n'),
    ]);
    expect(await imported(shiftJis)).toMatchObject({ status: 'finished', added: 1 });
    expect((await find('sjis@example.com'))?.fields).toEqual({ 名前: '日本' });
  });

  it('reads UTF-8 with a byte order mark, semicolons or tabs', async () => {
    expect(await imported('\ufeffメールアドレス;名前\r\nbom@example.com;花子\r\n')).toMatchObject({
      added: 1,
      rejected: 0,
    });
    expect((await find('bom@example.com'))?.fields).toEqual({ 名前: '花子' });
    expect(await imported('name\temail\nTab\ttab@example.com\n')).toMatchObject({ added: 1, rejected: 0 });
  });

  it('imports the rest when lines are bad, and reports each bad one with its line, value and reason', async () => {
    const status = await imported(
      'email,name\n',
      'first@example.com,ok\n',
      'not an address,x\n',
      ',nobody\n',
      `${'long'.repeat(300_000)}@example.com,x\n`,
      'nul\0@example.com,x\n',
      'three@example.com,x,y\n',
      '"quote@example.com,x\n',
      'header@example.com,"a\r\nBcc: victim@example.com"\n',
      Buffer.from([...Buffer.from('bytes@example.com,'), 0xe3, 0x0a]),
      '=cmd()@@,x\n',
      'last@example.com,ok\n',
    );
    expect(status).toMatchObject({ status: 'finished', rows: 11, added: 3, updated: 0, rejected: 8 });
    const rejects = await rejectsOf(status);
    expect(rejects.map((line) => line.split(',')[0])).toEqual(['3', '4', '5', '6', '7', '8', '11', '12']);
    expect(rejects[0]).toMatch(/^3,not an address,/);
    expect(rejects[2]?.length).toBeLessThan(300);
    expect(rejects[7]).toMatch(/^12,"?'=cmd/);
    expect((await find('header@example.com'))?.fields).toEqual({ name: 'a\nBcc: victim@example.com' });
    expect(await find('last@example.com')).toBeDefined();
  });

  it('fails with one sentence when the file cannot be read, and imports nothing', async () => {
    for (const [file, failure] of [
      ['', /^The file is empty/],
      ['name,city\nx,y\n', /^No column is called "email"/],
      ['a@example.com\nb@example.com\n', /^The first line is a person already/],
      ['email,id\n', /reserved/],
    ] as const) {
      const status = await imported(file);
      expect(status).toMatchObject({ status: 'failed', failure: expect.stringMatching(failure), rows: 0, added: 0 });
    }
    expect(await find('a@example.com')).toBeUndefined();
  });

  it('keeps what was read when the upload breaks off, says so, and takes the file again', async () => {
    async function* breaking(): AsyncGenerator<Buffer> {
      yield Buffer.from('email\nkept@example.com\n');
      throw new Error('aborted');
    }
    expect(await importedFrom(breaking())).toMatchObject({
      status: 'failed',
      failure: expect.stringMatching(/broke off/),
      added: 1,
    });
    expect(await imported('email\nkept@example.com\nrest@example.com\n')).toMatchObject({ added: 1, updated: 1 });
  });

  it('refuses a basis or source that says nothing, and a list of another workspace', async () => {
    const stream = pieces('email\n');
    const value = { workspaceId, listId, basis: 'consent', source: 'x', stream } as const;
    expect(await importContacts(test.db, pepper, { ...value, source: '' })).toMatchObject({
      problem: { kind: 'bad-consent' },
    });
    const theirs = await newList(test.db, await newWorkspace(test.db));
    expect(await importContacts(test.db, pepper, { ...value, listId: theirs })).toMatchObject({
      problem: { kind: 'unknown-list' },
    });
  });

  it('lets two imports of the same people run at once', async () => {
    const lines = Array.from({ length: 12_000 }, (_, i) => `both${i}@example.com\n`);
    const [a, b] = await Promise.all([
      imported(`email\n${lines.join('')}`),
      imported(`email\n${lines.toReversed().join('')}`),
    ]);
    expect(a.added + b.added).toBe(12_000);
    expect(a.updated + b.updated).toBe(12_000);
  });

  it('reads 100,000 people in bounded memory, and the audience has each once', async () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    const heap = () => {
      if (typeof collect !== 'function') throw new Error('This Node offers no way to collect garbage.');
      collect();
      return process.memoryUsage().heapUsed;
    };
    const start = heap();
    let highest = 0;
    async function* file(): AsyncGenerator<Buffer> {
      yield Buffer.from('email,name,city\n');
      for (let block = 0; block < 100; block++) {
        const line = (i: number) => `person${block * 1_000 + i}@example${i % 7}.com,"Name, ${i}",東京\n`;
        yield Buffer.from(Array.from({ length: 1_000 }, (_, i) => line(i)).join(''));
        if (block % 10 === 9) highest = Math.max(highest, heap());
      }
    }
    expect(await importedFrom(file())).toMatchObject({
      status: 'finished',
      rows: 100_000,
      added: 100_000,
      rejected: 0,
    });
    expect(highest - start).toBeLessThan(30_000_000);
    expect(await excludedCounts(test.db, { workspaceId, includeLists: [listId], excludeLists: [] })).toMatchObject({
      members: 100_000,
    });
  }, 300_000);
});

describe('importContacts with chosen columns', () => {
  const chosen = async (text: string, columns: string[]) => {
    const answer = await importContacts(test.db, pepper, {
      workspaceId,
      listId,
      basis: 'consent',
      source: 'old system',
      stream: pieces(text),
      columns,
    });
    if (!answer.ok) throw new Error(answer.problem.reason);
    return answer.status;
  };

  it('reads the columns as they were named, whatever the first line calls them', async () => {
    const status = await chosen('name;contact;x\n花子;chosen@example.com;1\n', ['氏名', 'email', '']);
    expect(status).toMatchObject({ status: 'finished', rows: 1, added: 1 });
    expect(await find('chosen@example.com')).toMatchObject({ fields: { 氏名: '花子' }, name: '花子' });
  });

  it('imports the first line, too, where it is a person', async () => {
    const status = await chosen('first@example.com,一\nsecond@example.com,二\nbad,三\n', ['email', 'name']);
    expect(status).toMatchObject({ rows: 3, added: 2, rejected: 1 });
    expect(await rejectsOf(status)).toEqual([expect.stringMatching(/^3,bad,/)]);
  });

  it('fails with a sentence where the file has other columns', async () => {
    expect(await chosen('a,b,c\n', ['email', 'name'])).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('3 columns where 2 were named'),
    });
  });
});
