import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDraft } from '@hikyaku/campaigns';
import { parseId, publicId } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';

let database: TestDatabase;
let workspace: string;
let list: string;
const stateDir = mkdtempSync(path.join(os.tmpdir(), 'hikyaku-cli-'));
const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
beforeAll(async () => {
  database = await testDatabase();
  writeFileSync(
    path.join(stateDir, 'secrets.json'),
    JSON.stringify({ HIKYAKU_KEYS: `1:${key(1)}`, HIKYAKU_PEPPER: key(7) }),
  );
  const made = await hikyaku(
    'workspace',
    'create',
    '--name',
    'Demo',
    '--legal-name',
    '株式会社',
    '--postal-address',
    '東京',
    '--contact',
    'me@demo.example',
  );
  workspace = made.out.split(' ')[0] ?? '';
  const row = { workspace_id: parseId('workspace', workspace) ?? '', name: '月刊たより' };
  const { id } = await database.db.insertInto('lists').values(row).returning('id').executeTakeFirstOrThrow();
  list = publicId('list', id);
});
afterAll(async () => {
  await database.drop();
  rmSync(stateDir, { recursive: true });
});

type Ended = { code: number; out: string; error: string };

const hikyaku = (...args: string[]): Promise<Ended> => hikyakuIn({ DATABASE_URL: database.url }, ...args);

/** The real command line, in a process of its own. */
function hikyakuIn(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const surroundings = { PATH: process.env['PATH'] ?? '', STATE_DIR: stateDir, ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env: surroundings, cwd: stateDir }, (failure, out, error) => {
      resolve({ code: failure === null ? 0 : Number(failure.code), out, error });
    });
  });
}

const oneSentence = /^[^\n]+[.)]\n$/;

describe('main', () => {
  it('ends with 0 after help, and with 2 where a command was not understood', async () => {
    expect((await hikyakuIn({}, 'import', '--help')).code).toBe(0);
    expect((await hikyakuIn({}, 'nonsense')).code).toBe(2);
  });
});

describe('the installation', () => {
  it('is asked for in one sentence when there is none', async () => {
    const ended = await hikyakuIn({ STATE_DIR: path.join(stateDir, 'nowhere') }, 'campaign', 'list');
    expect(ended.code).toBe(1);
    expect(ended.error).toMatch(oneSentence);
    expect(ended.error).toContain('npm start');
  });

  it('is found through the running product, and DATABASE_URL wins over it', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'hikyaku-cli-running-'));
    const environment = { DATABASE_URL: database.url, HIKYAKU_KEYS: `1:${key(1)}`, HIKYAKU_PEPPER: key(7) };
    writeFileSync(path.join(folder, 'environment.json'), JSON.stringify(environment));
    const found = await hikyakuIn({ STATE_DIR: folder }, 'workspace', 'list');
    expect([found.code, found.out]).toEqual([0, `${workspace}  Demo\n`]);
    const other = await hikyakuIn(
      { STATE_DIR: folder, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x', HIKYAKU_PEPPER: key(7) },
      'workspace',
      'list',
    );
    expect(other.code).toBe(1);
    expect(other.error).toMatch(/^The database cannot be reached \(.*ECONNREFUSED.*\): .*\.\n$/);
    rmSync(folder, { recursive: true });
  });

  it('refuses a pepper that is not its own', async () => {
    const ended = await hikyakuIn({ DATABASE_URL: database.url, HIKYAKU_PEPPER: key(8) }, 'workspace', 'list');
    expect(ended.code).toBe(1);
    expect(ended.error).toMatch(/^HIKYAKU_PEPPER does not belong to this database/);
  });
});

describe('migrate', () => {
  it('says that the database is up to date', async () => {
    expect(await hikyaku('migrate')).toMatchObject({ code: 0, out: 'The database is up to date.\n' });
  });
});

describe('api-key', () => {
  it('shows a new key once, lists it without itself, and revokes it', async () => {
    const made = await hikyaku('api-key', 'create', '--name', 'automation');
    const [id = '', secret = ''] = made.out.trim().split(/\s+/);
    expect(secret).toMatch(/^hk_[\w-]{43}$/);
    const listed = await hikyaku('api-key', 'list');
    expect(listed.out).toContain('automation');
    expect(listed.out).not.toContain(secret);
    expect((await hikyaku('api-key', 'revoke', id)).code).toBe(0);
    expect((await hikyaku('api-key', 'revoke', id)).error).toMatch(oneSentence);
  });
});

describe('import', () => {
  const importing = (file: string, ...more: string[]) =>
    hikyaku('import', file, '--list', list, '--basis', 'consent', '--source', 'test', ...more);

  it('imports what is good, says what is not, and who stays suppressed (AP-2)', async () => {
    await hikyaku('suppress', 'no@example.jp', '--scope', 'all');
    writeFileSync(path.join(stateDir, 'people.csv'), 'email,name\na@example.jp,A\nnonsense,B\nno@example.jp,C\n');
    const ended = await importing('people.csv', '--rejects', 'rejects.csv');
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('3 rows: 2 added, 0 updated, 1 rejected.');
    expect(ended.out).toContain('1 people stay suppressed');
    expect(readFileSync(path.join(stateDir, 'rejects.csv'), 'utf8')).toMatch(/^line,value,reason\r\n3,nonsense,/);
    expect((await importing('people.csv')).out).toContain('line 3,nonsense');
  });

  it('ends with 1 and a sentence for a file that is not there, or that has no email column', async () => {
    const missing = await importing('nowhere.csv');
    expect([missing.code, missing.error]).toEqual([1, expect.stringMatching(oneSentence)]);
    writeFileSync(path.join(stateDir, 'wrong.csv'), 'address\na@example.jp\n');
    const wrong = await importing('wrong.csv');
    expect([wrong.code, wrong.error]).toEqual([1, expect.stringMatching(oneSentence)]);
  });
});

describe('suppress, why and lift', () => {
  it('stop an address, say so, and undo it with a reason', async () => {
    const stopped = await hikyaku(
      'suppress',
      'Hanako@Example.jp',
      '--scope',
      'list',
      '--list',
      list,
      '--note',
      '電話にて',
    );
    expect(stopped.code).toBe(0);
    expect(stopped.out).toContain('Nothing of this scope is in transmission, and nothing will be.');
    expect((await hikyaku('suppress', 'hanako@example.jp', '--scope', 'list', '--list', list)).out).toContain(
      'stood already',
    );
    const why = await hikyaku('why', 'hanako@example.jp');
    const [id = ''] = /sup_[0-9a-z]{13}/.exec(why.out) ?? [];
    expect(why.out).toContain(`Suppressed: ${id} list, unsubscribed`);
    expect(why.out).toContain('電話にて');
    expect(why.out).toContain('  suppressed  ');
    expect((await hikyaku('lift', id, '--reason', 'asked for it')).out).toBe('Lifted.\n');
    expect((await hikyaku('why', 'hanako@example.jp')).out).toContain('No suppression stands against it.');
    expect((await hikyaku('lift', id, '--reason', 'again')).code).toBe(1);
  });

  it('refuse what is no address', async () => {
    for (const verb of [
      ['suppress', 'a b', '--scope', 'all'],
      ['why', 'a@example.jp\r\nx'],
    ]) {
      const ended = await hikyaku(...verb);
      expect([ended.code, ended.error]).toEqual([1, expect.stringMatching(oneSentence)]);
    }
  });
});

describe('campaign', () => {
  it('is listed, scheduled, cancelled, and says no where its life does not allow a verb', async () => {
    const workspaceId = parseId('workspace', workspace) ?? '';
    const from = { name: 'Demo', email: 'news@demo.example' };
    const wanted = {
      name: '創刊号',
      lists: [parseId('list', list) ?? ''],
      from,
      subject: 'Hello',
      text: 'Hi {{unsubscribe_url}}',
    };
    const made = await createDraft(database.db, workspaceId, wanted);
    if (made.kind !== 'created') throw new Error('no draft');
    const id = publicId('campaign', made.campaign.id);
    expect((await hikyaku('campaign', 'list')).out).toContain(`${id}  draft`);
    expect(await hikyaku('campaign', 'pause', id)).toMatchObject({
      code: 1,
      error: expect.stringMatching(oneSentence),
    });
    expect((await hikyaku('campaign', 'schedule', id, '--at', '2020-01-01T00:00:00Z')).error).toContain('past');
    expect((await hikyaku('campaign', 'schedule', id, '--at', '2999-01-01T09:00:00+09:00')).out).toContain(
      '2999-01-01T00:00:00.000Z',
    );
    expect((await hikyaku('campaign', 'cancel', id)).out).toContain('No further letter leaves.');
    const shown = await hikyaku('campaign', 'show', id);
    expect(shown.out).toContain(`${id}  cancelled`);
    expect(shown.out).toContain('The books balance.');
    expect((await hikyaku('campaign', 'resume', 'cmp_0000000000000')).code).toBe(1);
  });
});

describe('keys', () => {
  it('dkim makes a key and prints the record to publish', async () => {
    const made = await hikyaku('keys', 'dkim', 'demo.example');
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/hk1\._domainkey\.demo\.example\. IN TXT \(\n {2}"v=DKIM1;/);
    expect((await hikyaku('keys', 'dkim', 'demo.example', '--selector', 'hk1')).code).toBe(1);
    expect((await hikyaku('keys', 'dkim', 'not a domain')).error).toMatch(/domain/);
  });

  it('rotate puts a new key in front, keeps the old one and the pepper, and prints no key', async () => {
    const file = path.join(stateDir, 'secrets.json');
    const before = JSON.parse(readFileSync(file, 'utf8'));
    const ended = await hikyaku('keys', 'rotate');
    const after = JSON.parse(readFileSync(file, 'utf8'));
    expect(ended.code).toBe(0);
    expect(after.HIKYAKU_KEYS).toMatch(/^2:[A-Za-z0-9+/]{43}=,1:/);
    expect(after.HIKYAKU_KEYS.endsWith(before.HIKYAKU_KEYS)).toBe(true);
    expect(after.HIKYAKU_PEPPER).toBe(before.HIKYAKU_PEPPER);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(ended.out).not.toContain(after.HIKYAKU_KEYS.slice(2, 46));
    const set = await hikyakuIn({ HIKYAKU_KEYS: `1:${key(1)}` }, 'keys', 'rotate');
    expect([set.code, set.error]).toEqual([1, expect.stringMatching(/^HIKYAKU_KEYS is set in the environment/)]);
  });
});

describe('verify books', () => {
  it('ends with 0 while they balance, and names the campaign that does not', async () => {
    expect((await hikyaku('verify', 'books')).out).toMatch(
      /^\d+ campaigns and streams, \d+ letters: the books balance\.\n$/,
    );
    const row = {
      workspace_id: parseId('workspace', workspace) ?? '',
      class: 'marketing',
      name: 'wrong',
      targeted: '5',
    };
    const { id } = await database.db.insertInto('campaigns').values(row).returning('id').executeTakeFirstOrThrow();
    const ended = await hikyaku('verify', 'books');
    expect(ended.code).toBe(1);
    expect(ended.out).toContain(`${publicId('campaign', id)}: targeted 5, but queued 0`);
    await database.db.deleteFrom('campaigns').where('id', '=', id).execute();
  });
});

describe('--workspace', () => {
  it('is needed once there are several, and names them', async () => {
    const second = await hikyaku(
      'workspace',
      'create',
      '--name',
      'Two',
      '--legal-name',
      'Two',
      '--postal-address',
      'x',
      '--contact',
      'y',
    );
    const id = second.out.split(' ')[0] ?? '';
    const unsaid = await hikyaku('campaign', 'list');
    expect(unsaid.code).toBe(1);
    expect(unsaid.error).toContain(`${workspace} (Demo), ${id} (Two)`);
    expect((await hikyaku('campaign', 'list', '--workspace', id)).out).toBe('There is no campaign yet.\n');
    expect((await hikyaku('campaign', 'list', '--workspace', 'wsp_0000000000000')).code).toBe(1);
    const foreign = await hikyaku('suppress', 'a@example.jp', '--scope', 'list', '--list', list, '--workspace', id);
    expect([foreign.code, foreign.error]).toEqual([1, 'There is no such list in this workspace.\n']);
  });
});
