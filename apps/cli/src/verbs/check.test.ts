import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oneSentence, type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

const letter = [
  'From: Shop <news@gmail.com>',
  'To: hanako@example.com',
  'Subject: \u001b[2JRe: sale',
  'List-Unsubscribe: <https://u.example.jp/leave/token>, <mailto:u@example.jp>',
  '',
  'Buy.',
  '',
].join('\r\n');

describe('check', () => {
  it('grades a letter without an installation, says what to mend, and exits with 1 for what is missed', async () => {
    home.write('shop.eml', letter);
    const checked = await home.with({})('check', 'shop.eml', '--dns', 'no');
    expect(checked.code).toBe(1);
    expect(checked.out).toMatch(/^RFC 8058 {2}missed: .*one-click-post/m);
    expect(checked.out).toMatch(/^✗ List-Unsubscribe-Post says One-Click, once: there is none\n {4}Add exactly one/m);
    expect(checked.error).toBe(
      'The letter misses what is asked by RFC 8058, Gmail, Yahoo, Microsoft, 特定電子メール法.\n',
    );
  });

  it('speaks Japanese, and shows neither a token, an address nor a control character of the letter', async () => {
    home.write('shop.eml', letter);
    const { out } = await home.with({})('check', 'shop.eml', '--dns', 'no', '--language', 'ja');
    expect(out).toContain('✗ List-Unsubscribe-Post が正しい: ありません');
    for (const secret of ['leave/token', 'hanako', '\u001b']) expect(out).not.toContain(secret);
  });

  it('refuses what it cannot read, or was not asked rightly', async () => {
    expect(await home.with({})('check', 'none.eml')).toMatchObject({
      code: 1,
      error: expect.stringMatching(oneSentence),
    });
    expect(await home.with({})('check', 'shop.eml', '--post-as', 'aol')).toMatchObject({ code: 2 });
  });
});
