import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody writes a template in the console.');

const said = {
  'ja-JP': {
    copy: '自分用に写して編集',
    name: 'テンプレートの名前',
    subject: '件名',
    saved: '保存しました',
    restore: '版 1 に戻す',
    restored: '戻しました。',
    write: 'このテンプレートで書く',
    begin: 'つくり始める',
    for: '管理用の名前',
    from: '差出人のメールアドレス',
    content: '内容',
    saveAs: 'テンプレートとして保存…',
    save: '保存する',
    open: '開く',
    remove: 'テンプレートを外す…',
    removeIt: '外す',
    own: '自分のテンプレート',
  },
  'en-GB': {
    copy: 'Make it yours and edit',
    name: 'Name of the template',
    subject: 'Subject',
    saved: 'Saved',
    restore: 'Bring version 1 back',
    restored: 'It is back.',
    write: 'Write with this template',
    begin: 'Begin',
    for: 'Name, for you',
    from: 'From: address',
    content: 'Content',
    saveAs: 'Save as a template…',
    save: 'Save',
    open: 'Open it',
    remove: 'Remove the template…',
    removeIt: 'Remove it',
    own: 'Your own templates',
  },
} as const;

(chromiumPath === undefined ? describe.skip : describe)('templates of one’s own', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(15);
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it.each(['ja-JP', 'en-GB'] as const)(
    'are made of a built-in one, written on, brought back, and begun with (%s)',
    async (locale) => {
      const say = said[locale];
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      const name = `${say.own} ${locale}`;
      await page.goto(`/templates/sale?locale=${locale.slice(0, 2)}`);
      await page.getByRole('button', { name: say.copy }).click();
      await page.getByLabel(say.name).fill(name);
      await page.getByText(say.saved, { exact: true }).waitFor();
      await page.locator('.cm-content').waitFor();
      expect(await hurdles(page)).toEqual([]);
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      // As if the first words had stood for a while.
      await house.database.db
        .updateTable('templates')
        .set({ updated_at: new Date(Date.now() - 3_600_000) })
        .execute();
      const subject = page.getByRole('textbox', { name: say.subject, exact: true });
      const first = await subject.inputValue();
      await subject.fill('Something else');
      await page.getByRole('button', { name: say.restore }).waitFor();
      await page.getByRole('button', { name: say.restore }).click();
      await page.getByText(say.restored).waitFor();
      expect(await subject.inputValue()).toBe(first);
      expect(await hurdles(page)).toEqual([]);

      await page.getByRole('link', { name: say.write }).click();
      await page.getByText(name).first().waitFor();
      await page.getByLabel(say.for).fill('x');
      await page.getByLabel(say.from).fill('news@path.example');
      await page.getByRole('button', { name: say.begin }).click();
      await page.getByRole('tab', { name: say.content }).click();
      await page.frameLocator('.preview iframe').locator('h1, p, td').first().waitFor();
      await page.getByRole('button', { name: say.saveAs }).click();
      expect(await hurdles(page)).toEqual([]);
      await page.getByLabel(say.name).fill(`${name} 2`);
      await page.getByRole('button', { name: say.save, exact: true }).click();
      await page.getByRole('link', { name: say.open }).click();
      await page.getByLabel(say.name).waitFor();
      expect(await page.getByLabel(say.name).inputValue()).toBe(`${name} 2`);

      await page.goto(`/templates/own/${id}`);
      await page.getByRole('button', { name: say.remove }).click();
      await page.getByRole('button', { name: say.removeIt, exact: true }).click();
      await page.waitForURL(/\/templates$/);
      await page.getByRole('link', { name: `${name} 2` }).waitFor();
      expect(await hurdles(page)).toEqual([]);
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  it.each([
    ['ja-JP', '別の画面で', '自分の内容で保存する', 'こちら'],
    ['en-GB', 'You changed the same thing in another window', 'Take theirs', 'あちら'],
  ] as const)(
    'are not written over unasked from another window, and what is written over can be brought back (%s)',
    async (locale, told, button, stays) => {
      const say = said[locale];
      const letter = { locale: locale.slice(0, 2), subject: 'はじめ', text: 'x {{unsubscribe_url}}' };
      const id = await house.world.made('/templates/own', { name: `二つの画面 ${locale}`, ...letter });
      const open = async () => {
        const visitor = await house.visitor({ locale, reducedMotion: 'reduce' });
        await visitor.page.goto(`/templates/own/${id}`);
        const subject = visitor.page.getByRole('textbox', { name: say.subject, exact: true });
        await subject.waitFor();
        return { ...visitor, subject };
      };
      const [other, mine] = [await open(), await open()];
      const { page, subject } = mine;
      await other.subject.fill('あちら');
      await other.page.getByText(say.saved, { exact: true }).waitFor();
      await subject.fill('こちら');
      await page.getByRole('alert').filter({ hasText: told }).waitFor();
      expect(await hurdles(page)).toEqual([]);
      expect(await subject.inputValue()).toBe('こちら');
      expect((await house.world.call('GET', `/templates/own/${id}`)).body).toMatchObject({ subject: 'あちら' });

      await page.getByRole('button', { name: button }).press('Enter');
      await page.getByRole('alert').waitFor({ state: 'detached' });
      await page.getByText(say.saved, { exact: true }).waitFor();
      expect(await subject.inputValue()).toBe(stays);
      expect((await house.world.call('GET', `/templates/own/${id}`)).body).toMatchObject({ subject: stays });
      if (stays === 'こちら') {
        await page.getByRole('button', { name: say.restore }).press('Enter');
        await page.getByText(say.restored).waitFor();
        expect(await subject.inputValue()).toBe('あちら');
      }
      expect([...other.trouble, ...mine.trouble]).toEqual([]);
      await other.context.close();
      await mine.context.close();
    },
    60_000,
  );

  it('run no script that stands in a name', async () => {
    const evil = '<img src=x onerror="document.title=\'run\'"><script>document.title="run"</script>';
    const template = { name: evil, locale: 'en', subject: evil, html: '<html lang="en"><body>x</body></html>' };
    const id = await house.world.made('/templates/own', template);
    const { page, context } = await house.visitor({ locale: 'en-GB' });
    for (const address of ['/templates', `/templates/own/${id}`]) {
      await page.goto(address);
      await page.getByText(evil).first().waitFor();
      expect(await page.title()).not.toBe('run');
    }
    await context.close();
  });
});
