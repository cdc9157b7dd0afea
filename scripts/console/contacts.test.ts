import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody looks at contacts in the console.');

const said = {
  'ja-JP': {
    noAddress: 'メールアドレスの形になっていないか',
    search: 'アドレスか名前で探す',
    email: 'メールアドレス',
    name: '名前',
    add: '追加する',
    consent: '本人の同意',
    source: 'どこで得たか',
    goes: '届きます',
    goesNot: '届きません',
    leave: '配信停止を代わりに登録',
    evidence: '記録',
    stop: '停止する',
    left: '本人がお知らせをすべて断っています',
    change: '変更する',
    save: '保存する',
    delete: '連絡先を削除する',
    deleteNow: '削除する',
    lists: 'リスト',
    newList: '新しいリスト',
    listName: 'リストの名前',
    make: 'つくる',
    on: '登録中',
  },
  'en-GB': {
    noAddress: '"no address"',
    search: 'Find by address or name',
    email: 'Email',
    name: 'Name',
    add: 'Add',
    consent: 'Their consent',
    source: 'Where it comes from',
    goes: 'It goes',
    goesNot: 'It does not go',
    leave: 'Leave on their behalf',
    evidence: 'Evidence',
    stop: 'Stop it',
    left: 'They want no newsletters',
    change: 'Change',
    save: 'Save',
    delete: 'Delete the contact',
    deleteNow: 'Delete',
    lists: 'Lists',
    newList: 'New list',
    listName: 'Name of the list',
    make: 'Make it',
    on: 'On it',
  },
} as const;

(chromiumPath === undefined ? describe.skip : describe)('contacts in the console', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(11);
    const list = await house.world.made('/lists', { name: '月刊たより' });
    const people = Array.from({ length: 120 }, (_, n) => `p${n}@crowd.example,群衆 ${n}`);
    await house.world.importCsv(list, ['email,name', ...people].join('\n'));
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it.each(['ja-JP', 'en-GB'] as const)(
    'are added, found, changed, stopped and deleted (%s) (JP-TOKUTEI-5)',
    async (locale) => {
      const say = said[locale];
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      const email = `hanako.${locale.toLowerCase()}@person.example`;
      await page.goto('/contacts/new');
      await page.getByLabel(say.email).fill('no address');
      await page.getByLabel(say.name).fill('佐藤 花子');
      await page.getByRole('checkbox', { name: '月刊たより' }).check();
      await page.getByRole('radio', { name: say.consent }).check();
      await page.getByLabel(say.source).fill('展示会 2026');
      await page.getByRole('button', { name: say.add, exact: true }).click();
      await page.getByText(say.noAddress).waitFor();
      expect(await page.getByLabel(say.source).inputValue()).toBe('展示会 2026');
      expect(await hurdles(page)).toEqual([]);
      await page.getByLabel(say.email).fill(email);
      await page.getByRole('button', { name: say.add, exact: true }).click();
      await page.getByText(say.goes, { exact: true }).waitFor();

      await page.goto('/contacts');
      await page.getByRole('searchbox', { name: say.search }).fill('佐藤');
      await page.getByRole('link', { name: email }).click();
      await page.getByRole('button', { name: say.change }).click();
      await page.getByRole('textbox', { name: 'name', exact: true }).fill('佐藤 はな子');
      await page.getByRole('button', { name: say.save }).click();
      await page.getByRole('heading', { level: 1, name: '佐藤 はな子' }).waitFor();

      await page.getByRole('button', { name: say.leave }).click();
      await page.getByLabel(say.evidence).fill('電話 受付 1234');
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('button', { name: say.stop, exact: true }).click();
      await page.getByText(say.goesNot, { exact: true }).waitFor();
      await page.getByText(say.left).first().waitFor();
      await page.getByText('展示会 2026').first().waitFor();
      expect(await hurdles(page)).toEqual([]);
      const kept = await house.world.call('GET', `/suppressions?email=${encodeURIComponent(email)}`);
      expect(kept.body).toMatchObject({
        items: [{ scope: 'marketing', reason: 'unsubscribed', note: '電話 受付 1234' }],
      });

      await page.getByRole('button', { name: say.delete }).click();
      await page.getByRole('button', { name: say.deleteNow, exact: true }).click();
      await page.getByRole('searchbox', { name: say.search }).waitFor();
      const gone = await house.world.call('GET', `/contacts?email=${encodeURIComponent(email)}`);
      expect(gone.body).toMatchObject({ items: [] });
      const stays = await house.world.call('GET', `/suppressions?email=${encodeURIComponent(email)}`);
      expect(stays.body).toMatchObject({ items: [{ liftedAt: null }] });
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  it.each(['ja-JP', 'en-GB'] as const)('stand on lists that are made here, with counts (%s)', async (locale) => {
    const say = said[locale];
    const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
    await page.goto('/contacts');
    // Who came with one file came at one moment: any of them may be the newest.
    await page.getByRole('link', { name: '群衆' }).first().waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('link', { name: say.lists, exact: true }).click();
    await page.getByText('120').waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: say.newList }).click();
    await page.getByLabel(say.listName).fill(`新しい ${locale}`);
    await page.getByRole('button', { name: say.make }).click();
    await page.getByRole('heading', { level: 1, name: `新しい ${locale}` }).waitFor();
    await page.getByText(say.on).first().waitFor();
    expect(await hurdles(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('show every page of a hundred and twenty, and fit a phone without scrolling sideways', async () => {
    const { page, context } = await house.visitor({ viewport: { width: 320, height: 640 } });
    await page.goto('/contacts?search=群衆');
    await page.getByRole('link', { name: '群衆 0' }).waitFor();
    while (
      await page
        .getByRole('button', { name: 'さらに表示' })
        .isVisible()
        .catch(() => false)
    ) {
      const before = await page.locator('.rows li').count();
      await page.getByRole('button', { name: 'さらに表示' }).click();
      await page.waitForFunction((count) => document.querySelectorAll('.rows li').length > count, before);
    }
    expect(await page.locator('.rows li').count()).toBe(120);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await context.close();
  });

  it('run no script that stands in a name, a field, a list or an evidence', async () => {
    const evil = '<img src=x onerror="document.title=\'run\'"><script>document.title="run"</script>';
    const list = await house.world.made('/lists', { name: evil });
    const email = 'evil@person.example';
    const id = await house.world.made('/contacts', {
      email,
      fields: { name: evil, [evil.slice(0, 90)]: evil },
      lists: [list],
      consent: { basis: 'consent', source: evil },
    });
    await house.world.made('/suppressions', { email, scope: 'list', listId: list, reason: 'manual', note: evil });
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB' });
    for (const address of [`/contacts/${id}`, '/contacts?search=<img', '/contacts/lists', `/contacts/lists/${list}`]) {
      await page.goto(address);
      await page.locator('h1, .row-title').getByText(evil).first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.title()).not.toBe('run');
    }
    expect(trouble).toEqual([]);
    await context.close();
  });
});
