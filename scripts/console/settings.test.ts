import { nameServer, type TestNameServer } from '@hikyaku/delivery/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody looks at the settings in the console.');

(chromiumPath === undefined ? describe.skip : describe)('the settings', () => {
  let house: House;
  let dns: TestNameServer;
  beforeAll(async () => {
    dns = await nameServer({});
    house = await openHouse(21, { DNS_SERVERS: `127.0.0.1:${dns.server.port}`, BOUNCE_DOMAIN: 'bounces.example.jp' });
  }, 180_000);
  afterAll(async () => {
    await house.close();
    await dns.close();
  }, 60_000);

  it('show the footer while its words are typed, and keep them for the letters that are written', async () => {
    const { page, context, trouble } = await house.visitor();
    await page.goto('/settings');
    await page.frameLocator('iframe').locator('p, td').first().waitFor();
    const steps = await page.evaluate('history.length');
    await page.getByLabel('送信者の正式な名称').fill('合同会社 <b>飛脚</b>');
    await page.frameLocator('iframe').getByText('合同会社 <b>飛脚</b>').waitFor();
    expect(await page.evaluate('history.length')).toBe(steps);
    await page.getByLabel('住所').fill('京都市中京区');
    await page.getByLabel('問い合わせ先', { exact: true }).fill('hello@example.jp');
    await page.getByRole('button', { name: '保存する' }).click();
    await page.getByText('保存しました。').waitFor();
    expect((await house.world.call('GET', '/workspace')).body).toMatchObject({
      legalName: '合同会社 <b>飛脚</b>',
      postalAddress: '京都市中京区',
    });
    expect(await hurdles(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('lead from a domain’s name to records that DNS has, and turn to a new key only then', async () => {
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB', reducedMotion: 'reduce' });
    await page.goto('/settings/domains');
    await page.getByLabel('Domain to add').fill('gmail.com');
    await page.getByRole('button', { name: 'Add domain' }).click();
    await page.getByText('is a mail service for everybody').waitFor();
    await page.getByLabel('Domain to add').fill('news.example.jp');
    await page.getByRole('button', { name: 'Add domain' }).click();
    await page.getByText('There is no such TXT record at hk1._domainkey.news.example.jp').waitFor();
    const value = (await page.getByText('v=DKIM1; k=rsa;').first().textContent()) ?? '';
    dns.zone = {
      'hk1._domainkey.news.example.jp': { TXT: [value] },
      '_dmarc.example.jp': { TXT: ['v=DMARC1; p=reject'] },
      'bounces.example.jp': { TXT: ['v=spf1 a:mail.example.jp -all'] },
      'news.example.jp': { MX: [[10, 'mx.example.jp']] },
    };
    await page.getByRole('button', { name: 'Look at DNS now' }).click();
    await page.getByText('Everything is in place.').waitFor();
    await page.getByText('The policy of the domain above (_dmarc.example.jp) holds.').waitFor();

    await page.getByRole('button', { name: 'New key (RSA)' }).click();
    await page.getByText('Waits for DNS').waitFor();
    await page.getByText('There is no such TXT record at hk2._domainkey.news.example.jp').waitFor();
    const second = (await page.getByText('v=DKIM1; k=rsa;').first().textContent()) ?? '';
    dns.zone['hk2._domainkey.news.example.jp'] = { TXT: [second] };
    await page.getByRole('button', { name: 'Look at DNS now' }).click();
    await page.getByText('Spare').waitFor();
    await page.getByRole('button', { name: 'Retire' }).last().click();
    await page.getByRole('dialog').waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
    await page.getByText('Retired').waitFor();
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('keep quiet hours, say in words what they mean, and refuse some that have no length', async () => {
    const { page, context } = await house.visitor({ reducedMotion: 'reduce' });
    await page.goto('/settings/hours');
    await page.getByRole('switch', { name: '静かな時間を設ける' }).press('Space');
    await page.getByText('21:00 から翌朝の 08:00 まで').waitFor();
    await page.getByLabel('終了').fill('21:00');
    await page.getByText('開始と終了を違う時刻にしてください。').waitFor();
    expect(await page.getByRole('button', { name: '保存する' }).isDisabled()).toBe(true);
    await page.getByLabel('終了').fill('07:30');
    await page.getByRole('button', { name: '保存する' }).click();
    await page.getByText('保存しました。').waitFor();
    const { body } = await house.world.call('GET', '/workspace');
    expect(body).toMatchObject({ quietHours: { from: '21:00', until: '07:30' } });
    expect(await hurdles(page)).toEqual([]);
    await context.close();
  });

  it('show a lane that stands, with the reason and what happened, and let it go on', async () => {
    await house.world.call('POST', '/lanes/docomo/pause', { reason: '点検のため' });
    const { page, context, trouble } = await house.visitor({ reducedMotion: 'reduce' });
    await page.goto('/settings/delivery');
    await page.getByText('運用担当者が止めました。点検のため').waitFor();
    await page.getByText('何が起きたか').click();
    await page.getByRole('listitem').filter({ hasText: 'docomo' }).getByRole('listitem').first().waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: '再開する' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '再開する' }).click();
    await page.getByText('いま待っているメールも、止まっている宛先もありません。').waitFor();
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('show an API key once, and end it', async () => {
    const { page, context } = await house.visitor({ locale: 'en-GB', reducedMotion: 'reduce' });
    await page.goto('/settings/keys');
    await page.getByLabel('Name of a new key').fill('shop');
    await page.getByRole('button', { name: 'Make key' }).click();
    const key = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    expect(key).toMatch(/^hk_.{43}$/);
    expect(await hurdles(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText('Never used').waitFor();
    const use = () => fetch(`${house.product.apiUrl}/api/v1/lists`, { headers: { authorization: `Bearer ${key}` } });
    expect((await use()).status).toBe(200);
    await page.getByRole('button', { name: 'End: shop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
    await page.getByText('1 key that was ended').waitFor();
    expect((await use()).status).toBe(401);
    expect(await page.content()).not.toContain(key);
    await context.close();
  });

  it('let somebody in who then signs in with their own password, and in no more once removed', async () => {
    const { page, context } = await house.visitor({ reducedMotion: 'reduce' });
    await page.goto('/settings/people');
    await page.getByLabel('名前').fill('花子');
    await page.getByLabel('メールアドレス').fill('hanako@example.jp');
    await page.getByRole('button', { name: 'メンバーを追加' }).click();
    const handed = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    await page.getByRole('button', { name: '控えました' }).click();

    const hanako = await house.stranger();
    await hanako.page.goto('/you');
    await hanako.page.getByLabel('メールアドレス').fill('hanako@example.jp');
    await hanako.page.getByLabel('パスワード', { exact: true }).fill(handed);
    await hanako.page.keyboard.press('Enter');
    await hanako.page.getByLabel('現在のパスワード').fill(handed);
    await hanako.page.getByLabel('新しいパスワード').fill('飛脚が走る東海道五十三次');
    await hanako.page.getByRole('button', { name: '変更する' }).click();
    await hanako.page.getByText('変更しました。').waitFor();
    expect(await hurdles(hanako.page)).toEqual([]);

    await page.getByRole('button', { name: '外す' }).click();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '外す' }).click();
    await page.getByText('hanako@example.jp').waitFor({ state: 'detached' });
    expect((await hanako.context.request.get('/api/v1/session')).status()).toBe(401);
    await Promise.all([context.close(), hanako.context.close()]);
  });

  it.each(['ja-JP', 'en-GB'])('fit a phone without scrolling sideways (%s)', async (locale) => {
    const { page, context } = await house.visitor({ locale, viewport: { width: 320, height: 640 } });
    for (const part of ['', '/domains', '/hours', '/delivery', '/keys', '/people']) {
      await page.goto(`/settings${part}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
    await context.close();
  });
});
