import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody arrives at the console.');

const said = {
  'ja-JP': {
    first: '最初のニュースレターまで',
    none: '5 つのうち 0 つが済みました。',
    some: '5 つのうち 3 つが済みました。',
    name: '送信者を書く',
    legalName: '送信者の正式な名称',
    address: '住所',
    contact: '問い合わせ先',
    save: '保存する',
    saved: '保存しました。',
    home: 'ホーム',
    open: 'キャンペーンを開く',
    arrived: '最初のニュースレターが届きました',
    mailbox: '受信箱で見る',
    waiting: '対応が必要なこと',
    paused: '「止まった号」は一時停止しています。',
    resume: '再開または取り消し',
  },
  'en-GB': {
    first: 'To your first newsletter',
    none: '0 of 5 steps are done.',
    some: '3 of 5 steps are done.',
    name: 'Name the sender',
    legalName: 'Legal name of the sender',
    address: 'Postal address',
    contact: 'Contact',
    save: 'Save',
    saved: 'Saved.',
    home: 'Home',
    open: 'Open campaigns',
    arrived: 'Your first newsletter has arrived',
    mailbox: 'See it in the mailbox',
    waiting: 'What needs you',
    paused: '“止まった号” is paused.',
    resume: 'Resume or cancel',
  },
} as const;

const perhaps = chromiumPath === undefined ? describe.skip : describe;

perhaps.each(['ja-JP', 'en-GB'] as const)('home (%s)', (locale) => {
  const say = said[locale];
  let house: House;
  beforeAll(async () => {
    house = await openHouse(locale === 'ja-JP' ? 22 : 23);
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it('leads a newcomer step by step, by what is so, until a newsletter lies in the mailbox', async () => {
    const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
    await page.goto('/');
    await page.getByText(say.none).waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('link', { name: say.name }).click();
    await page.getByLabel(say.legalName, { exact: true }).fill('合同会社飛脚');
    await page.getByLabel(say.address, { exact: true }).fill('京都市中京区');
    await page.getByLabel(say.contact, { exact: true }).fill('me@path.example');
    await page.getByRole('button', { name: say.save }).click();
    await page.getByText(say.saved).waitFor();

    const list = await house.world.made('/lists', { name: 'たより' });
    await house.world.importCsv(list, 'email\nichi@path.example');
    const id = await house.world.made('/campaigns', {
      name: '創刊号',
      lists: [list],
      from: { name: '', email: 'news@path.example' },
      subject: '創刊号',
      text: 'こんにちは {{unsubscribe_url}}',
    });
    await page.reload();
    await page.getByRole('link', { name: say.home }).click();
    await page.getByText(say.some).waitFor();
    await page.getByRole('link', { name: say.open }).waitFor();

    await house.world.call('POST', `/campaigns/${id}/schedule`, { at: 'now' });
    await house.world.until(id, 'finished');
    await page.reload();
    await page.getByText(say.arrived).waitFor();
    const mailbox = await page.getByRole('link', { name: say.mailbox }).getAttribute('href');
    expect(mailbox).toBe(house.product.mailboxUrl);
    expect((await house.world.record()).some(({ recipients }) => recipients[0] === 'ichi@path.example')).toBe(true);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('says what needs somebody, and leads to the one thing to do', async () => {
    const list = await house.world.made('/lists', { name: '待つ人' });
    const people = Array.from({ length: 300 }, (_, n) => `p${n}@reader.example`);
    await house.world.importCsv(list, ['email', ...people].join('\n'));
    await house.world.script({ rules: [{ match: {}, at: 'dot', do: { delayMs: 400 } }] });
    const id = await house.world.send(list, '止まった号');
    await house.world.until(id, 'sending');
    await house.world.call('POST', `/campaigns/${id}/pause`);
    await house.world.script({ rules: [] });
    const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
    await page.goto('/');
    await page.getByRole('heading', { name: say.waiting }).waitFor();
    await page.getByText(say.paused).waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('link', { name: say.resume }).click();
    await page.getByRole('heading', { level: 1, name: '止まった号' }).waitFor();
    expect(await house.world.campaign(id)).toMatchObject({ status: 'paused' });
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('fits a phone without scrolling sideways', async () => {
    const { page, context } = await house.visitor({ locale, viewport: { width: 320, height: 640 } });
    await page.goto('/');
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await context.close();
  });
});
