import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody writes a source in the console.');

const said = {
  'ja-JP': {
    insert: '差し込み: MJML',
    intoSubject: '差し込み: 件名',
    whose: '差し込む項目',
    fallBack: '値がない人に出す言葉',
    put: '入れる',
    line: '2 行目:',
    well: '誤りはありません。',
    saved: '保存しました',
    emoji: '絵文字が 2 個あります',
    subject: '件名',
    preheader: 'プリヘッダー',
  },
  'en-GB': {
    insert: 'Insert a field: MJML',
    intoSubject: 'Insert a field: Subject',
    whose: 'Field',
    fallBack: 'Words for people who have none',
    put: 'Insert',
    line: 'Line 2:',
    well: 'No mistakes.',
    saved: 'Saved',
    emoji: 'There are 2 emoji',
    subject: 'Subject',
    preheader: 'Preheader',
  },
} as const;

const around = (words: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>\n${words}</mj-text></mj-column></mj-section></mj-body></mjml>`;

/** As somebody does it: all of it goes, then the new words are pasted. */
async function rewrite(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'MJML' }).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(words);
}

(chromiumPath === undefined ? describe.skip : describe)('the source editor', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(13);
    const list = await house.world.made('/lists', { name: 'たより' });
    await house.world.importCsv(list, 'email,name\nichi@path.example,一子\nni@path.example,');
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  const draft = (content: object) =>
    house.world.made('/campaigns', {
      name: 'x',
      subject: 'x',
      lists: [],
      from: { name: '', email: 'news@path.example' },
      ...content,
    });

  it.each(['ja-JP', 'en-GB'] as const)(
    'tells mistakes by their line while one writes, and saves by itself (%s)',
    async (locale) => {
      const say = said[locale];
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      const id = await draft({ mjml: around('{{nme}}') });
      await page.goto(`/campaigns/${id}/edit?step=content`);
      await page.locator('.source-findings').getByText(say.line).waitFor();
      await page.locator('.cm-lint-marker-error').waitFor();
      expect(await hurdles(page)).toEqual([]);
      await rewrite(page, around('Hello '));
      await page.locator('.source-findings').getByText(say.well).waitFor();
      await page.getByText(say.saved, { exact: true }).waitFor();
      expect((await house.world.call('GET', `/campaigns/${id}`)).body).toMatchObject({ mjml: around('Hello ') });
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  it.each(['ja-JP', 'en-GB'] as const)(
    'puts a field where the cursor is, with words for those who have none (%s)',
    async (locale) => {
      const say = said[locale];
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      const id = await draft({ mjml: around('Dear ') });
      await page.goto(`/campaigns/${id}/edit?step=content`);
      const editor = page.getByRole('textbox', { name: 'MJML' });
      await editor.click();
      await page.keyboard.press('Control+End');
      for (const _ of '</mj-text></mj-column></mj-section></mj-body></mjml>') await page.keyboard.press('ArrowLeft');
      await page.getByRole('button', { name: say.insert }).click();
      await page.getByLabel(say.whose, { exact: true }).selectOption('contact.name');
      await page.getByLabel(say.fallBack).fill('friend');
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('button', { name: say.put, exact: true }).click();
      await page.getByText(say.saved, { exact: true }).waitFor();
      const kept = await house.world.call('GET', `/campaigns/${id}`);
      expect(kept.body).toMatchObject({ mjml: around("Dear {{default contact.name 'friend'}}") });

      await page.getByRole('textbox', { name: say.subject, exact: true }).fill('🎉 Hi 🎉 ');
      await page.getByText(say.emoji).waitFor();
      await page.getByRole('button', { name: say.intoSubject }).click();
      await page.getByLabel(say.whose, { exact: true }).selectOption('contact.email');
      await page.getByRole('button', { name: say.put, exact: true }).click();
      expect(await page.getByRole('textbox', { name: say.subject, exact: true }).inputValue()).toBe(
        '🎉 Hi 🎉 {{contact.email}}',
      );
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  it('keeps every key of one who types fast, and lets the keyboard out', async () => {
    const { page, context } = await house.visitor({ locale: 'en-GB' });
    const id = await draft({ text: '{{unsubscribe_url}} ' });
    await page.goto(`/campaigns/${id}/edit?step=content`);
    const editor = page.getByRole('textbox', { name: 'Text' });
    await editor.click();
    await page.keyboard.press('Control+End');
    const words = 'Six autumn walks, and a seventh for those who are not tired yet.';
    await page.keyboard.type(words, { delay: 3 });
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await house.world.call('GET', `/campaigns/${id}`)).body).toMatchObject({
      text: `{{unsubscribe_url}} ${words}`,
    });
    await page.keyboard.press('Tab');
    expect(await editor.evaluate((one) => one === document.activeElement)).toBe(false);
    await context.close();
  });
});
