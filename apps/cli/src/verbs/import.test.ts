import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oneSentence, type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

const importing = (file: string, ...more: string[]) =>
  home.hikyaku('import', file, '--list', home.list, '--basis', 'consent', '--source', 'test', ...more);

describe('import', () => {
  it('AP-2: imports what is good, says what is not, and who stays suppressed', async () => {
    await home.hikyaku('suppress', 'no@example.jp', '--scope', 'all');
    home.write('people.csv', 'email,name\na@example.jp,A\ntaro..x@example.jp,B\nno@example.jp,C\n');
    const ended = await importing('people.csv', '--rejects', 'rejects.csv');
    expect([ended.code, ended.error]).toEqual([0, '']);
    expect(ended.out).toMatch(
      /imp_[0-9a-z]{13} finished: 3 rows, 2 added, 0 updated, 1 rejected; 1 of these people stay suppressed\./,
    );
    const report = path.join(home.stateDir, 'rejects.csv');
    expect(readFileSync(report, 'utf8')).toMatch(/^line,value,reason\r\n3,taro\.\.x@example\.jp,/);
    expect(statSync(report).mode & 0o777).toBe(0o600);

    const again = await importing('people.csv');
    expect(again.out).toContain('0 added, 2 updated');
    expect(again.out).toMatch(/^Line 3 is rejected: The address has a dot too many/m);
    expect(again.out).not.toContain('taro');
    const kept = await importing('people.csv', '--rejects', 'rejects.csv');
    expect([kept.code, kept.error]).toEqual([1, 'The file "rejects.csv" exists already; name a new one.\n']);
  });

  it('reads Shift_JIS, found out or told', async () => {
    // "email,名前\n" and 山田 in Shift_JIS.
    const head = Buffer.from('656d61696c2c96bc914f0a', 'hex');
    home.write(
      'sjis.csv',
      Buffer.concat([head, Buffer.from('sjis@example.jp,'), Buffer.from('8e52936 30a'.replace(' ', ''), 'hex')]),
    );
    for (const more of [[], ['--encoding', 'Shift_JIS']]) expect((await importing('sjis.csv', ...more)).code).toBe(0);
    const { fields } = await home.database.db
      .selectFrom('contacts')
      .select('fields')
      .where('email', '=', 'sjis@example.jp')
      .executeTakeFirstOrThrow();
    expect(fields).toEqual({ 名前: '山田' });
  });

  it('ends with 1 and a sentence without addresses: no file, a folder, no email column, a person as header', async () => {
    home.write('wrong.csv', 'address\na@example.jp\n');
    home.write('headless.csv', 'taro@example.jp,Taro\n');
    for (const file of ['nowhere.csv', '.', 'wrong.csv', 'headless.csv']) {
      const ended = await importing(file);
      expect([ended.code, ended.error]).toEqual([1, expect.stringMatching(oneSentence)]);
      expect(ended.error).not.toContain('taro@');
    }
  });

  it('refuses a list of nobody’s before it opens anything', async () => {
    const args = ['--list', 'lst_0000000000000', '--basis', 'consent', '--source', 'test', '--rejects', 'new.csv'];
    const ended = await home.hikyaku('import', 'people.csv', ...args);
    expect([ended.code, ended.error]).toEqual([1, 'There is no list lst_0000000000000 in this workspace.\n']);
    expect(() => statSync(path.join(home.stateDir, 'new.csv'))).toThrow('ENOENT');
  });
});
