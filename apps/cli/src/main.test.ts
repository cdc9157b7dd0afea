import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorkspace } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { base64, hidden, oneSentence, secrets, type TestInstallation, testInstallation } from './testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('exit codes', () => {
  it('are 0 after help, which needs no database, and 2 where a command is wrong', async () => {
    const help = await home.with({})('import', '--help');
    expect([help.code, help.error]).toEqual([0, '']);
    expect(help.out).toContain('npm run hikyaku -- import <file> --list <lst_…>');
    const wrong = await home.with({})('frobnicate');
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.error).toContain('There is no verb "frobnicate".');
  });
});

describe('the installation', () => {
  const elsewhere = (files: Record<string, string>): string => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'hikyaku-cli-state-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    return folder;
  };

  it('is asked for in one sentence when there is none', async () => {
    const ended = await home.with({ STATE_DIR: '/nonexistent' })('campaign', 'list');
    expect(ended).toEqual({ code: 1, out: '', error: expect.stringMatching(oneSentence) });
    expect(ended.error).toContain('npm start');
  });

  it('is the running product, whole; DATABASE_URL wins over it', async () => {
    const running = { ...secrets, DATABASE_URL: home.database.url };
    const folder = elsewhere({ 'environment.json': JSON.stringify(running) });
    // A pepper set beside it is not the running product's, and is not taken.
    const found = await home.with({ STATE_DIR: folder, HIKYAKU_PEPPER: base64(9) })('why', 'a@example.jp');
    expect([found.code, found.error]).toEqual([0, '']);
    const away = { STATE_DIR: folder, DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:1/x' };
    const other = await home.with(away)('workspace', 'list');
    expect(other).toEqual({ code: 1, out: '', error: expect.stringMatching(oneSentence) });
    expect(other.error).toContain('does not answer');
    expect(other.error).not.toContain('hunter2');
    rmSync(folder, { recursive: true });
  });

  it('is refused in one sentence that repeats no secret when its files or variables are wrong', async () => {
    const folder = elsewhere({ 'environment.json': `{"HIKYAKU_PEPPER": "${base64(7)}", oops` });
    const torn = await home.with({ STATE_DIR: folder })('workspace', 'list');
    const database = { DATABASE_URL: home.database.url };
    const answers = [
      torn,
      await home.with({ DATABASE_URL: 'mysql://root:hunter2@host/x' })('workspace', 'list'),
      await home.with({ DATABASE_URL: 'hunter2' })('migrate'),
      await home.with({ ...database, HIKYAKU_PEPPER: base64(8) })('why', 'a@example.jp'),
      await home.with({ ...database, HIKYAKU_PEPPER: `${base64(7)}x` })('why', 'a@example.jp'),
      await home.with({ ...database, HIKYAKU_KEYS: `one:${base64(1)}` })('keys', 'dkim', 'example.jp'),
      await home.with({ ...database, STATE_DIR: '/nonexistent' })('why', 'a@example.jp'),
    ];
    for (const { code, out, error } of answers) {
      expect({ code, out, error }).toEqual({ code: 1, out: '', error: expect.stringMatching(oneSentence) });
      for (const secret of [...hidden, base64(8), 'hunter2']) expect(error).not.toContain(secret);
    }
    rmSync(folder, { recursive: true });
  });
});

describe('--workspace', () => {
  it('is needed once there are several; what belongs to another is not found', async () => {
    const { db } = home.database;
    const two = { name: 'Two \u001b[31m', legalName: 'Two', postalAddress: 'x', contact: 'y' };
    const made = await createWorkspace(db, { ...two, name: 'Two' });
    if (made.kind !== 'created') throw new Error('no workspace');
    const id = publicId('workspace', made.workspace.id);
    // As if an older version had let it in: a name that would colour the terminal.
    await db.updateTable('workspaces').set({ name: two.name }).where('id', '=', made.workspace.id).execute();

    const unsaid = await home.hikyaku('campaign', 'list');
    expect(unsaid.code).toBe(2);
    expect(unsaid.error).toContain(`${publicId('workspace', home.workspaceId)} (Demo), ${id} (Two \ufffd[31m)`);
    expect(await home.hikyaku('campaign', 'list', '--workspace', id)).toMatchObject({
      code: 0,
      out: 'No campaigns.\n',
    });
    const foreign = await home.hikyaku('suppress', 'a@b.jp', '--scope', 'list', '--list', home.list, '--workspace', id);
    expect([foreign.code, foreign.error]).toEqual([1, `There is no list ${home.list} in this workspace.\n`]);
    const unknown = await home.hikyaku('campaign', 'list', '--workspace', 'wsp_0000000000000');
    expect([unknown.code, unknown.error]).toEqual([1, 'There is no workspace wsp_0000000000000.\n']);
    await db.deleteFrom('workspaces').where('id', '=', made.workspace.id).execute();
  });
});
