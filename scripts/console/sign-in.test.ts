import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody signs in to the console.');

(chromiumPath === undefined ? describe.skip : describe)('signing in', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(8);
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it('keeps what was typed when it is wrong, says so in the reader’s language, and lets in with the right password', async () => {
    const { page, context, trouble } = await house.stranger();
    await page.goto('/');
    await page.getByRole('button', { name: 'サインイン' }).click();
    expect(await page.getByText('入力してください。', { exact: true }).count()).toBe(2);
    await page.getByLabel('メールアドレス').fill(house.email);
    await page.getByLabel('パスワード', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByText('メールアドレスかパスワードが違います。').waitFor();
    expect(await hurdles(page)).toEqual([]);
    expect(await page.getByLabel('メールアドレス').inputValue()).toBe(house.email);
    await page.getByLabel('パスワード', { exact: true }).fill(house.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '最近のキャンペーン' }).waitFor();
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: 'hikyaku_session', httpOnly: true, sameSite: 'Strict' });
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('speaks English to those whose browser does, until they choose otherwise', async () => {
    const { page, context } = await house.visitor({ locale: 'en-GB' });
    await page.goto('/you');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.getByText('日本語').click();
    await page.getByRole('heading', { name: 'サインイン中の端末' }).waitFor();
    await page.goto('/');
    await page.getByRole('heading', { name: '最近のキャンペーン' }).waitFor();
    await context.close();
  });

  it('opens the door over the page when the session has ended, and goes on where somebody was', async () => {
    const [mine, other] = [await house.visitor({ locale: 'en-GB' }), await house.visitor({ locale: 'en-GB' })];
    await mine.page.goto('/you');
    await mine.page.getByText('This device').waitFor();
    const headers = { origin: house.product.apiUrl };
    const sessions = await (await other.context.request.get('/api/v1/sessions')).json();
    for (const { id, current } of sessions.items) {
      if (!current) await other.context.request.delete(`/api/v1/sessions/${id}`, { headers });
    }
    await mine.page.getByRole('link', { name: 'Campaigns' }).click();
    await mine.page.getByText('Please sign in again').waitFor();
    await mine.page.getByLabel('Password', { exact: true }).fill(house.password);
    await mine.page.keyboard.press('Enter');
    await mine.page.getByText('No campaigns yet').waitFor();
    expect(new URL(mine.page.url()).pathname).toBe('/campaigns');
    await Promise.all([mine.context.close(), other.context.close()]);
  });

  it('ends another device’s session from the list, and signs out for good', async () => {
    const [here, there] = [await house.visitor({ locale: 'en-GB' }), await house.visitor({ locale: 'en-GB' })];
    await here.page.goto('/you');
    await here.page.getByRole('button', { name: 'End' }).first().waitFor();
    const others = await here.page.getByRole('button', { name: 'End' }).count();
    await here.page.getByRole('button', { name: 'End' }).first().click();
    await here.page.waitForFunction((before) => document.querySelectorAll('li button').length < before, others);
    await here.page.getByRole('button', { name: 'Sign out' }).click();
    await here.page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect((await here.context.request.get('/api/v1/session')).status()).toBe(401);
    await Promise.all([here.context.close(), there.context.close()]);
  });

  it('sends no page that a script in another’s name could run in, or that another site could frame', async () => {
    const { page, context } = await house.stranger();
    const answer = await page.goto('/');
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    await context.close();
  });

  it.each([
    ['/', 'ja-JP', 'light'],
    ['/', 'en-GB', 'dark'],
    ['/you', 'ja-JP', 'dark'],
    ['/you', 'en-GB', 'light'],
    ['/campaigns', 'ja-JP', 'light'],
    ['/nowhere', 'en-GB', 'dark'],
  ] as const)('puts no hurdle into %s (%s, %s)', async (address, locale, colorScheme) => {
    const { page, context, trouble } = await house.visitor({ locale, colorScheme, reducedMotion: 'reduce' });
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await hurdles(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it.each(['ja-JP', 'en-GB'])('fits a phone without scrolling sideways (%s)', async (locale) => {
    const { page, context } = await house.visitor({ locale, viewport: { width: 320, height: 640 } });
    for (const address of ['/', '/campaigns', '/you']) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
    await context.close();
  });
});
