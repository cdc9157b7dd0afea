import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody makes a campaign in the console.');

const said = {
  'ja-JP': {
    name: '管理用の名前',
    from: '差出人のメールアドレス',
    begin: 'つくり始める',
    reached: '2 人に届きます',
    out: '送らない人: 配信停止 1 人',
    next: '次へ',
    subject: '件名',
    template: 'テンプレートを選ぶ',
    newsletter: 'ニュースレター',
    phone: 'スマートフォン',
    text: 'テキスト',
    asWhom: 'この連絡先として見る（アドレス）',
    well: '送信を妨げるものはありません。',
    test: '送ってみる',
    tested: 'に送りました。',
    send: '送信を確定する…',
    confirm: '送信する',
    finished: '完了',
    saved: '保存しました',
    unsaved: 'まだ保存できていません',
  },
  'en-GB': {
    name: 'Name, for you',
    from: 'From: address',
    begin: 'Begin',
    reached: '2 people get it',
    out: 'Stay out: 1 suppressed',
    next: 'Next',
    subject: 'Subject',
    template: 'Choose a template',
    newsletter: 'Newsletter',
    phone: 'Phone',
    text: 'Text',
    asWhom: 'As this contact (address)',
    well: 'Nothing stands in the way.',
    test: 'Send a test',
    tested: 'On its way to',
    send: 'Send…',
    confirm: 'Send it',
    finished: 'Finished',
    saved: 'Saved',
    unsaved: 'Not saved yet',
  },
} as const;

(chromiumPath === undefined ? describe.skip : describe)('the way to a new campaign', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(10);
    const list = await house.world.made('/lists', { name: 'たより' });
    await house.world.importCsv(list, 'email,name\nichi@path.example,一子\nni@docomo.ne.jp,二郎\nno@path.example,三');
    await house.world.made('/suppressions', { email: 'no@path.example', scope: 'all', reason: 'complaint' });
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it.each(['ja-JP', 'en-GB'] as const)('leads from nothing to letters that have arrived (%s)', async (locale) => {
    const say = said[locale];
    const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
    const subject = `十二月号 ${locale}`;
    await page.goto('/campaigns/new');
    await page.getByRole('button', { name: say.begin }).click();
    await page.getByLabel(say.name).fill(subject);
    await page.getByLabel(say.from).fill('news@path.example');
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: say.begin }).click();

    await page.getByRole('checkbox', { name: 'たより' }).check();
    await page.getByText(say.reached).waitFor();
    await page.getByText(say.out).waitFor();
    await page.getByText('docomo 1').waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: say.next }).click();

    await page.getByRole('button', { name: say.template }).click();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: say.newsletter }).click();
    await page.getByRole('combobox', { name: say.asWhom }).fill('ichi@path.example');
    await page.frameLocator('.preview iframe').getByText('一子').first().waitFor();
    await page.getByText(say.phone, { exact: true }).click();
    await page.locator('iframe[data-view="phone"]').waitFor();
    await page.getByText(say.text, { exact: true }).click();
    await page.locator('pre').getByText('一子').first().waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: say.next }).click();

    await page.getByText(say.well).waitFor();
    await page.getByRole('button', { name: say.test }).click();
    await page.getByText(say.tested).waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: say.send }).click();
    await page.getByRole('dialog').waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: say.confirm }).click();
    await page.getByText(say.finished, { exact: true }).waitFor();
    const arrived = (await house.world.record()).filter(({ kept }) => kept).map(({ recipients }) => recipients[0]);
    expect(arrived).toEqual(expect.arrayContaining(['ichi@path.example', 'ni@docomo.ne.jp']));
    expect(arrived).not.toContain('no@path.example');
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('keeps what is typed as fast as it is typed, over a reload and over the end of the session', async () => {
    const say = said['en-GB'];
    const { page, context } = await house.visitor({ locale: 'en-GB', reducedMotion: 'reduce' });
    const id = await house.world.made('/campaigns', {
      name: 'kept',
      subject: 'x',
      lists: [],
      from: { name: '', email: 'news@path.example' },
    });
    await page.goto(`/campaigns/${id}/edit?step=content`);
    const subject = page.getByLabel(say.subject, { exact: true });
    await subject.fill('');
    await subject.pressSequentially('Six autumn walks', { delay: 5 });
    await page.keyboard.press('Home');
    await page.keyboard.type('Our: ');
    expect(await subject.inputValue()).toBe('Our: Six autumn walks');
    await page.getByText(say.saved, { exact: true }).waitFor();
    await page.reload();
    await page.getByLabel(say.subject, { exact: true }).waitFor();
    expect(await page.getByLabel(say.subject, { exact: true }).inputValue()).toBe('Our: Six autumn walks');

    await context.clearCookies();
    await page.getByLabel(say.subject, { exact: true }).fill('Written after the session ended');
    await page.getByText('Please sign in again').waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByLabel('Password', { exact: true }).fill(house.password);
    await page.keyboard.press('Enter');
    await page.getByText('Please sign in again').waitFor({ state: 'hidden' });
    await page.getByText(say.saved, { exact: true }).waitFor();
    const kept = await house.world.call('GET', `/campaigns/${id}`);
    expect(kept.body).toMatchObject({ subject: 'Written after the session ended' });
    await context.close();
  });

  it('keeps what is typed while the connection is lost, and saves it once it is back', async () => {
    const say = said['ja-JP'];
    const { page, context } = await house.visitor({ reducedMotion: 'reduce' });
    const id = await house.world.made('/campaigns', {
      name: 'tunnel',
      subject: 'x',
      lists: [],
      from: { name: '', email: 'news@path.example' },
    });
    await page.goto(`/campaigns/${id}/edit?step=content`);
    await page.getByLabel(say.subject, { exact: true }).waitFor();
    await context.setOffline(true);
    await page.getByLabel(say.subject, { exact: true }).fill('トンネルの中で書いた件名');
    await page.getByText(say.unsaved, { exact: true }).waitFor();
    expect(await hurdles(page)).toEqual([]);
    expect(await page.getByLabel(say.subject, { exact: true }).inputValue()).toBe('トンネルの中で書いた件名');
    await context.setOffline(false);
    await page.getByText(say.saved, { exact: true }).waitFor();
    const kept = await house.world.call('GET', `/campaigns/${id}`);
    expect(kept.body).toMatchObject({ subject: 'トンネルの中で書いた件名' });
    await context.close();
  });

  it('runs no script of a letter in its preview, and tells the line of a mistake in its source', async () => {
    const { page, context } = await house.visitor({ locale: 'en-GB' });
    const evil = '<script>parent.document.title="run"</script><img src="x" onerror="parent.document.title=\'run\'">';
    const body = `<mj-section><mj-column><mj-text>Hello there ${evil}</mj-text></mj-column></mj-section>`;
    const id = await house.world.made('/campaigns', {
      name: 'evil',
      subject: 'x',
      lists: [],
      from: { name: '', email: 'news@path.example' },
      html: `<p>Hello there ${evil}</p>`,
    });
    await page.goto(`/campaigns/${id}/edit?step=content`);
    await page.getByRole('button', { name: 'Write MJML yourself' }).click();
    await page.getByRole('textbox', { name: 'MJML' }).fill(`<mjml><mj-body>\n\n<mj-nonsense /></mj-body></mjml>`);
    await page.getByText('Line 3:').first().waitFor();
    await page.getByRole('textbox', { name: 'MJML' }).fill(`<mjml><mj-body>${body}</mj-body></mjml>`);
    await page.locator('iframe, [role="alert"]').first().waitFor();
    expect(await page.title()).not.toBe('run');
    await context.close();
  });
});
