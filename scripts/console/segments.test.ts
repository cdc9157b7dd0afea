import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody puts segments together in the console.');

const said = {
  'ja-JP': {
    new: '新しいセグメント',
    name: 'セグメントの名前',
    about: '何について',
    subjects: { list: 'リスト', letter: 'キャンペーンの結果' },
    field: '項目の名前',
    value: '値',
    add: '条件を追加',
    addGroup: 'まとまりを追加',
    remove: '条件 1 を除く',
    removeGroup: 'このまとまりを除く',
    group: '条件のまとまり',
    standing: 'リストでの状態',
    never: '登録したことがない',
    needed: '値を入力してください。',
    incomplete: '条件をすべて埋めると、当てはまる人数が表示されます。',
    held: (held: number) => `${held} 人が当てはまります（全 4 人のうち）`,
    reachable: (count: number) => `そのうち ${count} 人に、登録中のリストから送れます`,
    save: '保存する',
    saved: '保存しました。',
    delete: '削除する',
    cancel: 'やめる',
    kept: '保存しました',
    reached: (count: number) => `${count} 人に届きます`,
    outside: 'セグメントに当てはまらない 2 人',
    left: '除いた 1 人',
    segment: (name: string) => `セグメント「${name}」`,
    missed: '届かなかった 1 人へ',
    missedName: (name: string) => `「${name}」が届かなかった人`,
  },
  'en-GB': {
    new: 'New segment',
    name: 'Name of the segment',
    about: 'About',
    subjects: { list: 'A list', letter: 'A campaign’s letter' },
    field: 'Name of the field',
    value: 'Value',
    add: 'Add a condition',
    addGroup: 'Add a group',
    remove: 'Remove condition 1',
    removeGroup: 'Remove this group',
    group: 'Group of conditions',
    standing: 'What they are to it',
    never: 'Never joined',
    needed: 'Write a value.',
    incomplete: 'Fill in every condition to see how many people fit.',
    held: (held: number) => `${held} people fit (of 4)`,
    reachable: (count: number) => `${count} of them can be written to on a list of theirs`,
    save: 'Save',
    saved: 'Saved.',
    delete: 'Delete',
    cancel: 'Cancel',
    kept: 'Saved',
    reached: (count: number) => `${count} people get it`,
    outside: '2 in no such segment',
    left: '1 left out',
    segment: (name: string) => `Segment “${name}”`,
    missed: 'To the 1 who did not get it',
    missedName: (name: string) => `Did not get “${name}”`,
  },
} as const;

(chromiumPath === undefined ? describe.skip : describe)('segments in the console', () => {
  let house: House;
  let list: string;
  beforeAll(async () => {
    house = await openHouse(5);
    list = await house.world.made('/lists', { name: 'たより' });
    const people = 'a@seg.example,gold,大阪\nb@seg.example,ＧＯＬＤ,東京\nc@seg.example,silver,大阪';
    await house.world.importCsv(list, `email,plan,city\n${people}`);
    await house.world.made('/contacts', { email: 'd@seg.example', fields: { plan: 'gold' } });
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it.each(['ja-JP', 'en-GB'] as const)(
    'are put together with a count beside them, narrow a draft, and cannot be taken away from it (%s)',
    async (locale) => {
      const say = said[locale];
      const name = `優良顧客 ${locale}`;
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      await page.goto('/contacts/segments');
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('link', { name: say.new }).click();
      await page.getByText(say.incomplete).waitFor();
      expect(await hurdles(page)).toEqual([]);

      // Refused by the page itself: what is missing is told beside it, and what was typed is there.
      await page.getByLabel(say.name).fill(name);
      await page.getByLabel(say.field).fill('plan');
      await page.getByRole('button', { name: say.save }).click();
      await page.getByRole('alert').filter({ hasText: say.needed }).waitFor();
      expect(await page.getByLabel(say.field).inputValue()).toBe('plan');
      expect(await hurdles(page)).toEqual([]);
      await page.getByLabel(say.value, { exact: true }).fill('Gold');
      await page
        .getByRole('status')
        .filter({ hasText: say.held(3) })
        .waitFor();
      await page
        .getByRole('status')
        .filter({ hasText: say.reachable(2) })
        .waitFor();
      await page.getByRole('link', { name: 'd@seg.example' }).waitFor();

      // By the keyboard alone: a group, its condition about a list, and back.
      await page.getByRole('button', { name: say.addGroup }).press('Enter');
      const inner = page.getByRole('group', { name: say.group }).nth(1);
      const about = inner.getByLabel(say.about);
      expect(await about.evaluate((element) => element === document.activeElement)).toBe(true);
      await about.selectOption({ label: say.subjects.list });
      await inner.getByLabel(say.standing).selectOption({ label: say.never });
      await page
        .getByRole('status')
        .filter({ hasText: say.held(1) })
        .waitFor();
      expect(await hurdles(page)).toEqual([]);
      await inner.getByRole('button', { name: say.remove }).press('Enter');
      await page
        .getByRole('status')
        .filter({ hasText: say.held(3) })
        .waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^add-/);
      await page.getByRole('button', { name: say.save }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();

      const letter = {
        name: `号外 ${locale}`,
        lists: [list],
        from: { name: '', email: 'news@seg.example' },
        subject: 'x',
      };
      const draft = await house.world.made('/campaigns', { ...letter, text: 'x {{unsubscribe_url}}' });
      await page.goto(`/campaigns/${draft}/edit?step=audience`);
      await page.getByRole('checkbox', { name, exact: true }).check();
      await page.getByText(say.reached(2)).waitFor();
      await page.getByText(say.kept, { exact: true }).waitFor();
      await page.reload();
      expect(await page.getByRole('checkbox', { name, exact: true }).isChecked()).toBe(true);
      expect(await hurdles(page)).toEqual([]);

      await page.goto('/contacts/segments');
      await page.getByRole('link', { name }).click();
      await page.getByRole('button', { name: say.delete }).click();
      const question = page.getByRole('dialog');
      await question.getByRole('button', { name: say.delete }).click();
      await question
        .getByRole('alert')
        .filter({ hasText: `号外 ${locale}` })
        .waitFor();
      expect(await hurdles(page)).toEqual([]);
      await question.getByRole('button', { name: say.cancel }).click();

      await house.world.call('PATCH', `/campaigns/${draft}`, { segments: [] });
      await page.getByRole('button', { name: say.delete }).click();
      await question.getByRole('button', { name: say.delete }).click();
      await page.getByRole('link', { name }).waitFor({ state: 'detached' });
      await page.waitForURL('**/contacts/segments');
      expect(trouble).toEqual([]);
      await context.close();
    },
    120_000,
  );

  it('keep what was written when the API refuses it, with its reason beside the condition', async () => {
    const { page, context } = await house.visitor({ locale: 'en-GB', reducedMotion: 'reduce' });
    await page.goto('/contacts/segments/new');
    await page.getByLabel('Name of the segment').fill('Kept');
    await page.getByLabel('Name of the field').fill('plan\u0007');
    await page.getByLabel('Value', { exact: true }).fill('gold');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').filter({ hasText: 'control character' }).waitFor();
    expect(await page.getByLabel('Name of the segment').inputValue()).toBe('Kept');
    expect(await page.getByLabel('Value', { exact: true }).inputValue()).toBe('gold');
    await page.getByLabel('Name of the field').fill('plan');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Kept' }).waitFor();
    await context.close();
  }, 60_000);

  it.each(['ja-JP', 'en-GB'] as const)(
    'are made of what became of a campaign, for a draft of the same content (%s)',
    async (locale) => {
      const say = said[locale];
      const { world } = house;
      await world.script({
        rules: [{ match: { recipient: 'c@seg.example' }, at: 'rcpt', do: { reply: '552 5.2.2 Mailbox full' } }],
      });
      const name = `秋のたより ${locale}`;
      const campaign = await world.send(list, name);
      await world.until(campaign, 'finished');
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      await page.goto(`/campaigns/${campaign}`);
      await page.getByRole('button', { name: say.missed }).waitFor();
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('button', { name: say.missed }).click();
      await page.waitForURL('**/edit?step=audience');
      expect(await page.getByRole('checkbox', { name: say.missedName(name) }).isChecked()).toBe(true);
      await page.getByText(say.reached(1)).waitFor();
      await page.getByText(say.outside).waitFor();
      expect(await hurdles(page)).toEqual([]);
      expect(trouble).toEqual([]);
      await context.close();
    },
    120_000,
  );

  it.each([
    ['ja-JP', 'mine', '別の画面で', '自分の内容で保存する'],
    ['ja-JP', 'theirs', '別の画面で', '相手の内容にする'],
    ['en-GB', 'mine', 'You changed the same thing in another window', 'Save mine'],
    ['en-GB', 'theirs', 'You changed the same thing in another window', 'Take theirs'],
  ] as const)(
    'are not written over unasked from another window: whose stays is chosen beside the save button (%s, %s)',
    async (locale, whose, told, button) => {
      const say = said[locale];
      const rule = { kind: 'all', of: [{ kind: 'text', field: 'plan', is: 'equal', value: 'gold' }] };
      const id = await house.world.made('/segments', { name: 'はじめ', rule });
      const open = async () => {
        const visitor = await house.visitor({ locale, reducedMotion: 'reduce' });
        await visitor.page.goto(`/contacts/segments/${id}`);
        await visitor.page.getByLabel(say.name).waitFor();
        return visitor;
      };
      const [other, mine] = [await open(), await open()];
      await other.page.getByLabel(say.name).fill('あちら');
      await other.page.getByRole('button', { name: say.save }).click();
      await other.page.getByText(say.saved).waitFor();

      const { page } = mine;
      await page.getByLabel(say.name).fill('こちら');
      await page.getByLabel(say.value, { exact: true }).fill('silver');
      await page.getByRole('button', { name: say.save }).press('Enter');
      await page.getByRole('alert').filter({ hasText: told }).waitFor();
      expect(await hurdles(page)).toEqual([]);
      expect(await page.getByLabel(say.name).inputValue()).toBe('こちら');
      expect(await page.getByLabel(say.value, { exact: true }).inputValue()).toBe('silver');
      expect((await house.world.call('GET', `/segments/${id}`)).body).toMatchObject({ name: 'あちら', rule });

      await page.getByRole('button', { name: button }).press('Enter');
      await page.getByRole('alert').waitFor({ state: 'detached' });
      await page.getByText(say.saved).waitFor();
      const name = whose === 'mine' ? 'こちら' : 'あちら';
      expect(await page.getByLabel(say.name).inputValue()).toBe(name);
      // What only one of them changed is kept in either case.
      expect((await house.world.call('GET', `/segments/${id}`)).body).toMatchObject({
        name,
        rule: { kind: 'all', of: [{ value: 'silver' }] },
      });
      expect([...other.trouble, ...mine.trouble]).toEqual([]);
      await other.context.close();
      await mine.context.close();
    },
    120_000,
  );

  it('run no script that stands in a name, a field or a value', async () => {
    const evil = '<img src=x onerror="document.title=\'run\'"><script>document.title="run"</script>';
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB', reducedMotion: 'reduce' });
    await page.goto('/contacts/segments/new');
    await page.getByLabel('Name of the segment').fill(evil);
    await page.getByLabel('Name of the field').fill(evil);
    await page.getByLabel('Value', { exact: true }).fill(evil);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: evil }).waitFor();
    expect(await page.getByLabel('Value', { exact: true }).inputValue()).toBe(evil);
    const draft = await house.world.made('/campaigns', {
      name: 'x',
      lists: [list],
      from: { name: '', email: 'news@seg.example' },
      subject: 'x',
    });
    for (const address of ['/contacts/segments', `/campaigns/${draft}/edit?step=audience`]) {
      await page.goto(address);
      await page.getByText(evil).first().waitFor();
      expect(await page.title()).not.toBe('run');
    }
    expect(trouble).toEqual([]);
    await context.close();
  }, 60_000);
});
