import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody looks at templates in the console.');

const said = {
  'ja-JP': {
    templates: 'テンプレート',
    search: 'テンプレートを探す',
    sale: 'セール',
    start: 'このテンプレートで書く',
    name: '管理用の名前',
    from: '差出人のメールアドレス',
    begin: 'つくり始める',
    content: '内容',
    another: '別のテンプレートにする',
    digest: 'まとめ',
    back: '前の内容に戻す',
    source: 'このテンプレートの MJML を編集',
    words: /うつわ/,
  },
  'en-GB': {
    templates: 'Templates',
    search: 'Find a template',
    sale: 'Sale',
    start: 'Write with this template',
    name: 'Name, for you',
    from: 'From: address',
    begin: 'Begin',
    content: 'Content',
    another: 'Choose another template',
    digest: 'Digest',
    back: 'Bring back what was there',
    source: 'Edit its MJML',
    words: /pottery/,
  },
} as const;

(chromiumPath === undefined ? describe.skip : describe)('templates in the console', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(12);
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it.each(['ja-JP', 'en-GB'] as const)(
    'lead from the gallery to a newsletter in the words of one (%s)',
    async (locale) => {
      const say = said[locale];
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      await page.goto('/templates');
      await page.locator('.gallery-card').nth(7).waitFor();
      await page.frameLocator('.gallery-card iframe >> nth=0').locator('h1, p, td').first().waitFor();
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('searchbox', { name: say.search }).fill('SALE');
      await page.locator('.gallery-card').nth(1).waitFor({ state: 'detached' });
      await page.getByRole('link', { name: say.sale }).click();
      await page.frameLocator('.preview iframe').getByText(say.words).first().waitFor();
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('link', { name: say.start }).click();
      await page.getByLabel(say.name).fill('x');
      await page.getByLabel(say.from).fill('news@path.example');
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('button', { name: say.begin }).click();
      await page.getByRole('tab', { name: say.content }).click();
      await page.frameLocator('.preview iframe').getByText(say.words).first().waitFor();
      expect(await hurdles(page)).toEqual([]);
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  it('take nothing away that was written: what was there comes back', async () => {
    const say = said['en-GB'];
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB', reducedMotion: 'reduce' });
    const id = await house.world.made('/campaigns', {
      name: 'kept',
      subject: 'x',
      lists: [],
      locale: 'en',
      from: { name: '', email: 'news@path.example' },
      template: 'sale',
      data: { title: 'My own words' },
    });
    await page.goto(`/campaigns/${id}/edit?step=content`);
    await page.getByRole('button', { name: say.another }).click();
    await page.getByRole('button', { name: say.digest }).click();
    await page.frameLocator('.preview iframe').getByText('This week on the shelf').first().waitFor();
    await page.getByRole('button', { name: say.source }).click();
    await page.getByRole('textbox', { name: 'MJML' }).waitFor();
    await page.getByRole('button', { name: say.back }).click();
    await page.getByRole('button', { name: say.another }).waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    const { body } = await house.world.call('GET', `/campaigns/${id}`);
    expect(body).toMatchObject({ template: 'digest', mjml: null });
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('let their lists grow, shrink and change their order, and ask for pictures that the sample has not', async () => {
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB', reducedMotion: 'reduce' });
    const id = await house.world.made('/campaigns', {
      name: 'lists',
      subject: 'x',
      lists: [],
      locale: 'en',
      from: { name: '', email: 'news@path.example' },
      template: 'newsletter',
      data: { headline: 'Winter', articles: [{ title: 'One' }, { title: 'Two' }] },
    });
    const titles = async () => {
      await page.getByText('Saved', { exact: true }).waitFor();
      const { body } = await house.world.call('GET', `/campaigns/${id}`);
      return JSON.stringify(body).match(/(?<="title":")[^"]*/g);
    };
    await page.goto(`/campaigns/${id}/edit?step=content`);
    await page.getByRole('button', { name: 'Choose a picture: articles 1, image url' }).waitFor();
    await page.getByRole('button', { name: 'Add to articles' }).click();
    await page.getByRole('textbox', { name: 'articles 3, title' }).fill('Three');
    expect(await titles()).toEqual(['One', 'Two', 'Three']);
    await page.getByRole('button', { name: 'Move articles 3 up' }).click();
    expect(await titles()).toEqual(['One', 'Three', 'Two']);
    await page.getByRole('button', { name: 'Remove articles 1' }).click();
    expect(await titles()).toEqual(['Three', 'Two']);
    expect(await hurdles(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('stand in frames where no script runs', async () => {
    const { page, context } = await house.visitor();
    await page.goto('/templates');
    await page.locator('.gallery-card iframe').first().waitFor({ state: 'attached' });
    const frames = await page.locator('iframe').evaluateAll((all) => all.map((one) => one.getAttribute('sandbox')));
    expect(new Set(frames)).toEqual(new Set(['']));
    await context.close();
  });
});
