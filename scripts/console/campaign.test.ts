import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oneClick, oneClickUrl } from '../story/outside.ts';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody looks at a campaign in the console.');

(chromiumPath === undefined ? describe.skip : describe)('a campaign in the console', () => {
  let house: House;
  let listId: string;
  beforeAll(async () => {
    house = await openHouse(9);
    listId = await house.world.made('/lists', { name: '月刊たより' });
    const people = Array.from({ length: 300 }, (_, n) => `p${n}@reader.example`);
    await house.world.importCsv(listId, ['email', ...people].join('\n'));
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it('is paused, resumed and watched to its end without a reload, its books adding up', async () => {
    await house.world.script({ rules: [{ match: {}, at: 'dot', do: { delayMs: 300 } }] });
    const id = await house.world.send(listId, '秋の特集');
    const { page, context, trouble } = await house.visitor({ reducedMotion: 'reduce' });
    await page.goto(`/campaigns/${id}`);
    await page.getByRole('button', { name: '一時停止' }).click();
    await page.getByText('一時停止しています。再開するまで一通も送られません。').waitFor();
    const paused = await house.world.campaign(id);
    expect(paused).toMatchObject({ status: 'paused' });
    expect(paused.counts.attempting).toBe(0);
    await page.getByRole('button', { name: '取り消す' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: 'やめておく' }).click();
    await house.world.script({ rules: [] });
    await page.getByRole('button', { name: '再開' }).click();
    await page.getByText('完了', { exact: true }).waitFor();
    await page.getByText('対象 300 人の合計と一致しています').waitFor();
    expect(await hurdles(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('has words for books with nothing in them: of a campaign that was cancelled before its time', async () => {
    const id = await house.world.made('/campaigns', {
      name: '中止した号',
      lists: [listId],
      from: { name: '', email: 'news@story.example' },
      subject: '中止した号',
      text: 'こんにちは {{unsubscribe_url}}',
    });
    const at = new Date(Date.now() + 86_400_000).toISOString();
    expect((await house.world.call('POST', `/campaigns/${id}/schedule`, { at })).status).toBe(200);
    await house.world.call('POST', `/campaigns/${id}/cancel`);
    await house.world.until(id, 'cancelled');
    const { page, context, trouble } = await house.visitor({ reducedMotion: 'reduce' });
    await page.goto(`/campaigns/${id}`);
    await page.getByRole('img', { name: 'まだ一通もありません' }).waitFor();
    expect(await hurdles(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('shows who got no letter and why, also those who left by the received letter’s one-click', async () => {
    const first = await house.world.send(listId, '創刊号');
    await house.world.until(first, 'finished');
    const letter = (await house.world.record()).find(({ recipients }) => recipients[0] === 'p7@reader.example');
    expect(await oneClick(oneClickUrl(letter?.listUnsubscribe ?? null))).toBe(200);
    await house.world.made('/suppressions', { email: 'p9@reader.example', scope: 'all', reason: 'complaint' });
    const second = await house.world.send(listId, '第2号');
    await house.world.until(second, 'finished');

    const { page, context } = await house.visitor({ locale: 'en-GB' });
    await page.goto(`/campaigns/${second}`);
    await page.getByText('Stayed out: 1 had left').waitFor();
    await page.getByRole('searchbox', { name: 'Find an address' }).fill('p9@reader.example');
    await page.getByText('Wants no mail at all').waitFor();
    await page.getByRole('searchbox', { name: 'Find an address' }).fill('p7@reader.example');
    await page.getByText('No letter went to this address').waitFor();

    await page.goto('/contacts');
    await page.getByRole('searchbox', { name: 'Find by address or name' }).fill('p7@reader.example');
    await page.getByRole('link', { name: 'p7@reader.example' }).click();
    await page.getByText('one click').first().waitFor();
    await page.getByText('They have left this list').first().waitFor();
    expect(await hurdles(page)).toEqual([]);
    await context.close();
  });

  it.each([
    ['ja-JP', '送信を確定する…', '送信する', 'このキャンペーンは完了しています。予約はできません。'],
    ['en-GB', 'Send…', 'Send it', 'This campaign is finished, so it cannot be scheduled; create a new campaign.'],
  ])('says in the reader’s language why something cannot be done (%s)', async (locale, send, confirm, why) => {
    const id = await house.world.made('/campaigns', {
      name: 'x',
      lists: [listId],
      from: { name: '', email: 'news@story.example' },
      subject: '二人で送る号',
      text: 'こんにちは {{unsubscribe_url}}',
    });
    const { page, context, trouble } = await house.visitor({ locale });
    await page.goto(`/campaigns/${id}/edit?step=send`);
    await page.getByRole('button', { name: send }).click();
    // Somebody else is quicker.
    await house.world.call('POST', `/campaigns/${id}/schedule`, { at: 'now' });
    await house.world.until(id, 'finished');
    await page.getByRole('button', { name: confirm, exact: true }).click();
    await page.getByRole('alert').getByText(why).waitFor();
    expect(await hurdles(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('runs no script that stands in a name or a subject', async () => {
    const evil = '<img src=x onerror="document.title=\'run\'"><script>document.title="run"</script>';
    const id = await house.world.made('/campaigns', {
      name: evil,
      lists: [listId],
      from: { name: evil, email: 'news@story.example' },
      subject: evil,
    });
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB' });
    for (const address of [`/campaigns/${id}`, '/campaigns', '/']) {
      await page.goto(address);
      await page.getByText(evil).first().waitFor();
      expect(await page.title()).not.toBe('run');
    }
    expect(trouble).toEqual([]);
    await context.close();
  });
});
