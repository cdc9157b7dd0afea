import { describe, expect, it } from '@jest/globals';
import { scanHeader } from './csv-header.ts';

describe('scanHeader', () => {
  it('finds the address column whatever its case and language, and trims the other names', () => {
    for (const name of ['email', ' E-Mail ', 'EMAIL', 'メール', 'メールアドレス', 'ﾒｰﾙｱﾄﾞﾚｽ', 'ｅｍａｉｌ']) {
      expect(scanHeader(` 名前 ,${name},,Plan\nx`, false)).toMatchObject({
        kind: 'header',
        nextLine: 2,
        header: {
          columns: 4,
          emailColumn: 1,
          fields: [
            { column: 0, name: '名前' },
            { column: 3, name: 'Plan' },
          ],
        },
      });
    }
  });

  it('tells commas, semicolons and tabs apart', () => {
    for (const delimiter of [',', ';', '\t']) {
      expect(scanHeader(`name${delimiter}email\n`, false)).toMatchObject({ header: { delimiter, emailColumn: 1 } });
    }
    expect(scanHeader('email', true)).toMatchObject({ kind: 'header', header: { columns: 1 } });
  });

  it('finds the header below blank lines, and where the records begin', () => {
    const text = '\n  \n"email","full name"\nrest';
    const scanned = scanHeader(text, false);
    expect(scanned).toMatchObject({ kind: 'header', nextLine: 4 });
    expect(scanned.kind === 'header' && text.slice(scanned.next)).toBe('rest');
  });

  it('asks for more text until the first line is complete', () => {
    for (const text of ['', '\n', 'ema', 'email,"na', 'email,"na\nme"'])
      expect(scanHeader(text, false)).toEqual({ kind: 'unfinished' });
  });

  it('says in one sentence what is wrong, with what it saw', () => {
    const reasons: [string, RegExp][] = [
      ['', /^The file is empty; .* "email"\.$/],
      ['\n\n', /^The file is empty/],
      ['name,mail_address\n', /^No column is called "email"; the first line names "name", "mail_address"\.$/],
      ['name|email\n', /separated by "\|"; use a comma\.$/],
      ['taro@example.com,Taro\n', /^The first line is a person already \("taro@example\.com"\)/],
      ['email,E-mail\n', /^Two columns are called "email"/],
      ['email,name, name\n', /^Two columns are called "name"/],
      ['email,__proto__\n', /"__proto__" is reserved/],
      ['PK\u0003\u0004\0\0\n', /NUL.*export it as "CSV UTF-8"\.$/],
      ['email,\ufffd\n', /save the file as UTF-8/],
      [`email${',x'.repeat(40_000)}`, /longer than 65536|at most 200/],
      [`email${',x'.repeat(300)}\n`, /301 columns; at most 200/],
    ];
    for (const [text, reason] of reasons) {
      const scanned = scanHeader(text, true);
      expect(scanned).toEqual({ kind: 'unusable', reason: expect.stringMatching(reason) });
    }
    expect(scanHeader('x'.repeat(70_000), false)).toMatchObject({
      kind: 'unusable',
      reason: expect.stringMatching(/longer than/),
    });
  });
});
