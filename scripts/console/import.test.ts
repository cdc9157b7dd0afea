import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody imports a file in the console.');

const said = {
  'ja-JP': {
    choose: 'ファイルを選ぶ',
    shiftJis: '自動（Shift_JIS）',
    problems: 'このうち 1 行は取り込めません。',
    noEmail: 'どの列がメールアドレスか、選んでください。',
    email: 'メールアドレス',
    list: 'リスト',
    start: '取り込みを始める',
    missing: '入力してください。',
    consent: '本人の同意',
    source: 'どこで得たか',
    done: '取り込みが終わりました',
    stay: '以前に配信を停止した 1 人は、停止のままです',
    download: '取り込めなかった行をダウンロード',
  },
  'en-GB': {
    choose: 'Choose a file',
    shiftJis: 'Found (Shift_JIS)',
    problems: '1 of these lines will be rejected.',
    noEmail: 'Choose the column that holds the address.',
    email: 'Email address',
    list: 'List',
    start: 'Begin the import',
    missing: 'Please fill this in.',
    consent: 'Their consent',
    source: 'Where it comes from',
    done: 'The import is done',
    stay: '1 opted out earlier and stay out',
    download: 'Download the rejected lines',
  },
} as const;

/** "氏名,連絡先" and four lines in Shift_JIS: one person has left, one line has no address. */
const file = Buffer.from(
  '8e8196bc2c9841978d90e60d0a8db293a189d48e712c68616e616b6f4066696c652e6578616d706c650d0a97e996d891be98592c7461726f4066696c652e6578616d706c650d0a8c788ae22c6e6f6e73656e73650d0a8d8298512c6e6f4066696c652e6578616d706c650d0a',
  'hex',
);

(chromiumPath === undefined ? describe.skip : describe)('importing a file in the console', () => {
  let house: House;
  let list: string;
  beforeAll(async () => {
    house = await openHouse(12);
    list = await house.world.made('/lists', { name: '月刊たより' });
    await house.world.made('/suppressions', { email: 'no@file.example', scope: 'all', reason: 'unsubscribed' });
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it.each(['ja-JP', 'en-GB'] as const)(
    'finds encoding and columns, keeps what was chosen when something is missing, and tells every line (%s) (AP-2)',
    async (locale) => {
      const say = said[locale];
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      await page.goto('/contacts/import');
      expect(await hurdles(page)).toEqual([]);
      await page.getByLabel(say.choose).setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: file });
      await page.getByText(say.problems).waitFor();
      await page.getByRole('cell', { name: '佐藤花子' }).waitFor();
      expect(await page.getByRole('option', { name: say.shiftJis }).count()).toBe(1);
      expect(await hurdles(page)).toEqual([]);

      await page.getByRole('combobox', { name: '連絡先' }).selectOption('');
      await page.getByText(say.noEmail).waitFor();
      await page.getByRole('combobox', { name: '連絡先' }).selectOption('email');
      await page.getByText(say.problems).waitFor();
      await page.getByRole('button', { name: say.start }).click();
      await page.getByText(say.missing).first().waitFor();
      await page.getByRole('combobox', { name: say.list, exact: true }).selectOption(list);
      await page.getByRole('radio', { name: say.consent }).check();
      await page.getByLabel(say.source).fill(`展示会 ${locale}`);
      await page.getByRole('button', { name: say.start }).click();

      await page.getByRole('heading', { level: 1, name: say.done }).waitFor();
      await page.getByText(say.stay).waitFor();
      expect(await hurdles(page)).toEqual([]);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: say.download }).click(),
      ]);
      const rejects = await (await download.createReadStream()).toArray();
      expect(Buffer.concat(rejects).toString()).toMatch(/^line,value,reason\r\n4,nonsense,/);
      const kept = await house.world.call('GET', '/contacts?email=hanako@file.example');
      expect(kept.body).toMatchObject({ items: [{ name: '佐藤花子', lists: [{ basis: 'consent' }] }] });
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  it('sends a file of 300 MB from the disk: the page never holds it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-large-'));
    try {
      const large = path.join(folder, 'large.csv');
      writeLarge(large, 300_000_000);
      const { page, context } = await house.visitor({ locale: 'en-GB' });
      await page.goto(`/contacts/import?list=${list}`);
      await page.getByLabel('Choose a file').setInputFiles(large);
      await page.getByText('All of them can be read.').waitFor();
      await page.getByRole('radio', { name: 'Their consent' }).check();
      await page.getByLabel('Where it comes from').fill('large');
      await page.getByRole('button', { name: 'Begin the import' }).click();
      await page.getByText('It goes on when this page is closed.').waitFor({ timeout: 50_000 });
      const devtools = await context.newCDPSession(page);
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      expect(usedSize).toBeLessThan(60_000_000);
      await context.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);

  it('runs no script that stands in a heading, a value or a file name', async () => {
    const evil = '<img src=x onerror="document.title=\'run\'">';
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB' });
    await page.goto('/contacts/import');
    const buffer = Buffer.from(`email;${evil}\na@file.example;${evil}\n${evil};x\n`);
    await page.getByLabel('Choose a file').setInputFiles({ name: `${evil}.csv`, mimeType: 'text/csv', buffer });
    await page.getByRole('cell', { name: evil }).first().waitFor();
    expect(await page.title()).not.toBe('run');
    expect(trouble).toEqual([]);
    await context.close();
  });
});

/** A file of about so many bytes whose lines are long and few, so that reading it is quick. */
function writeLarge(name: string, bytes: number): void {
  const handle = openSync(name, 'w');
  const filler = 'x'.repeat(9_000);
  writeSync(handle, 'email,note\n');
  for (let written = 0, line = 0; written < bytes; line++) {
    written += writeSync(handle, `large${line % 500}@file.example,${filler}\n`);
  }
  closeSync(handle);
}
