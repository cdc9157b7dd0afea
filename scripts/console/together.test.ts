import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse, type Visitor } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody writes a draft together in the console.');

(chromiumPath === undefined ? describe.skip : describe)('two people who write one draft', () => {
  let house: House;
  let hanako: Visitor;
  beforeAll(async () => {
    house = await openHouse(24);
    const { body } = await house.world.call('POST', '/users', {
      email: 'hanako@path.example',
      name: '花子',
    });
    const password = typeof body === 'object' && body !== null && 'password' in body ? body.password : '';
    hanako = await house.stranger({ locale: 'ja-JP' });
    await hanako.context.request.post('/api/v1/session', {
      data: { email: 'hanako@path.example', password },
    });
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  async function newDraft(): Promise<string> {
    const from = { name: '', email: 'news@path.example' };
    return house.world.made('/campaigns', {
      name: '共作',
      subject: 'はじめ',
      lists: [],
      from,
      text: 'x',
    });
  }

  it('see who else writes, and lose nothing where each changes something else', async () => {
    const id = await newDraft();
    const mine = await house.visitor({ locale: 'en-GB' });
    await mine.page.goto(`/campaigns/${id}/edit?step=content`);
    await hanako.page.goto(`/campaigns/${id}/edit?step=content`);
    await mine.page.getByLabel('Subject', { exact: true }).waitFor();
    await hanako.page.getByLabel('件名', { exact: true }).fill('花子の件名');
    await hanako.page.getByText('保存しました', { exact: true }).waitFor();
    await mine.page.getByLabel('Preheader', { exact: true }).fill('My preheader');
    await mine.page.getByText('花子 is writing here, too').waitFor();
    await mine.page.getByText('Saved', { exact: true }).waitFor();
    expect(await mine.page.getByLabel('Subject', { exact: true }).inputValue()).toBe('花子の件名');
    const { body } = await house.world.call('GET', `/campaigns/${id}`);
    expect(body).toMatchObject({
      subject: '花子の件名',
      preheader: 'My preheader',
    });
    await mine.context.close();
  });

  it.each([
    ['Save mine', 'My subject'],
    ['Take theirs', '花子の件名'],
  ])('choose where both have changed the same, and nothing is sent before (%s)', async (button, kept) => {
    const id = await newDraft();
    const mine = await house.visitor({
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    await mine.page.goto(`/campaigns/${id}/edit?step=content`);
    await mine.page.getByLabel('Subject', { exact: true }).waitFor();
    await hanako.page.goto(`/campaigns/${id}/edit?step=content`);
    await hanako.page.getByLabel('件名', { exact: true }).fill('花子の件名');
    await hanako.page.getByText('保存しました', { exact: true }).waitFor();
    await mine.page.getByLabel('Subject', { exact: true }).fill('My subject');
    await mine.page.getByText('花子 changed the same thing').waitFor();
    expect(await hurdles(mine.page)).toEqual([]);
    expect(await mine.page.getByLabel('Subject', { exact: true }).inputValue()).toBe('My subject');
    expect((await house.world.call('GET', `/campaigns/${id}`)).body).toMatchObject({ subject: '花子の件名' });
    await mine.page.getByRole('link', { name: 'Campaigns' }).click();
    await mine.page.getByText('Choose before you leave the page.').waitFor();
    await mine.page.getByRole('button', { name: button }).click();
    await mine.page.getByText('花子 changed the same thing').waitFor({ state: 'detached' });
    await mine.page.getByText('Saved', { exact: true }).waitFor();
    expect(await mine.page.getByLabel('Subject', { exact: true }).inputValue()).toBe(kept);
    expect((await house.world.call('GET', `/campaigns/${id}`)).body).toMatchObject({ subject: kept });
    await mine.context.close();
  });
});
