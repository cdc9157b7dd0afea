import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody looks at suppressions in the console.');

const said = {
  'ja-JP': {
    noAddress: 'メールアドレスの形になっていないか',
    add: '配信停止を登録',
    email: 'メールアドレス',
    note: '記録',
    addNow: '登録する',
    added: '停止しました。送信中のメールはありません。',
    close: '閉じる',
    search: 'アドレスで探す',
    lift: '解除する…',
    liftNow: '解除する',
    liftReason: '解除する理由',
    missing: '入力してください。',
    lifted: 'が解除',
    nothing: 'は停止されていません',
    import: 'CSV から登録',
    choose: 'ファイルを選ぶ',
    imported: '登録が終わりました',
    readAs: 'postmark の書き出しとして読みました',
    operator: '解除できるのは運用担当者だけです',
  },
  'en-GB': {
    noAddress: '"no address"',
    add: 'Add a suppression',
    email: 'Email address',
    note: 'Evidence',
    addNow: 'Add it',
    added: 'It is stopped, and nothing is on its way.',
    close: 'Close',
    search: 'Find by address',
    lift: 'Lift…',
    liftNow: 'Lift it',
    liftReason: 'Why it is lifted',
    missing: 'Please fill this in.',
    lifted: 'Lifted by',
    nothing: 'Nothing stands against',
    import: 'Add from a CSV file',
    choose: 'Choose a file',
    imported: 'They are added',
    readAs: 'Read as an export of postmark',
    operator: 'Only the operator can lift that',
  },
} as const;

(chromiumPath === undefined ? describe.skip : describe)('suppressions in the console', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(14);
    await house.world.made('/lists', { name: '月刊たより' });
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it.each(['ja-JP', 'en-GB'] as const)(
    'are added with the way they came, found by address, and lifted with a reason that stays (%s) (SUP-2)',
    async (locale) => {
      const say = said[locale];
      const email = `stop.${locale.toLowerCase()}@no.example`;
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      await page.goto('/contacts/suppressions');
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('button', { name: say.add }).click();
      await page.getByLabel(say.email).fill('no address');
      await page.getByLabel(say.note).fill('電話 1234');
      await page.getByRole('button', { name: say.addNow, exact: true }).click();
      await page.getByText(say.noAddress).waitFor();
      expect(await page.getByLabel(say.note).inputValue()).toBe('電話 1234');
      await page.getByLabel(say.email).fill(email);
      await page.getByRole('button', { name: say.addNow, exact: true }).click();
      await page.getByText(say.added).waitFor();
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('button', { name: say.close }).last().click();

      await page.getByRole('searchbox', { name: say.search }).fill('nobody@no.example');
      await page.getByText(say.nothing).waitFor();
      await page.getByRole('searchbox', { name: say.search }).fill(email);
      await page.getByRole('button', { name: say.lift }).click();
      await page.getByRole('button', { name: say.liftNow, exact: true }).click();
      await page.getByText(say.missing).waitFor();
      expect(await hurdles(page)).toEqual([]);
      await page.getByLabel(say.liftReason).fill('本人の希望、受付 5678');
      await page.getByRole('button', { name: say.liftNow, exact: true }).click();
      await page.getByText('本人の希望、受付 5678').waitFor();
      await page.getByText(say.lifted).first().waitFor();
      expect(await page.getByRole('button', { name: say.lift }).count()).toBe(0);
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  it.each(['ja-JP', 'en-GB'] as const)(
    "are added from another system's export, and each line is told (%s) (SUP-5)",
    async (locale) => {
      const say = said[locale];
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      await page.goto('/contacts/suppressions');
      await page.getByRole('link', { name: say.import }).click();
      const lines = ['a@no.example,ManualSuppression', 'b@no.example,SpamComplaint', 'nonsense,HardBounce'];
      const buffer = Buffer.from(['EmailAddress,SuppressionReason', ...lines].join('\n'));
      await page.getByLabel(say.choose).setInputFiles({ name: 'out.csv', mimeType: 'text/csv', buffer });
      expect(await hurdles(page)).toEqual([]);
      await page.getByRole('button', { name: say.addNow.replace('Add it', 'Add them') }).click();
      await page.getByRole('heading', { level: 1, name: say.imported }).waitFor();
      await page.getByText(say.readAs).waitFor();
      await page.getByText('"nonsense" has no').waitFor();
      expect(await hurdles(page)).toEqual([]);
      const kept = await house.world.call('GET', '/suppressions?email=b@no.example');
      expect(kept.body).toMatchObject({ items: [{ reason: 'complaint', source: 'import' }] });
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  it.each(['ja-JP', 'en-GB'] as const)(
    'that hold for everybody are shown and cannot be lifted here (%s)',
    async (locale) => {
      const say = said[locale];
      const email = 'gone@no.example';
      await house.world.made('/suppressions', { email, scope: 'all', reason: 'invalid-address' });
      await house.database.pool.query(`
      insert into suppressions (address_key, scope, reason, source, masked_email)
      select address_key, 'invalid', 'invalid-address', 'bounce', '' from suppressions where reason = 'invalid-address' and scope = 'all'
      on conflict do nothing
    `);
      const { page, context } = await house.visitor({ locale });
      await page.goto(`/contacts/suppressions?email=${email}`);
      await page.getByText(say.operator).waitFor();
      expect(await page.getByRole('button', { name: say.lift }).count()).toBe(1);
      await context.close();
    },
  );

  it('that are held for a receiver are decided upon by a person', async () => {
    await house.database.pool.query(`
      insert into lost_addresses (domain, workspace_id, campaign_id, address_key, letter_no, evidence, state)
      select 'held.example', id, 1, decode('0102030405060708090a0b0c0d0e0f10', 'hex'), 0, '550 5.1.1 unknown user', 'held' from workspaces
    `);
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB', reducedMotion: 'reduce' });
    await page.goto('/contacts/suppressions');
    await page.getByText('1 addresses at held.example are held').waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go on writing to them' }).click();
    await page.getByText('1 addresses at held.example are held').waitFor({ state: 'detached' });
    const { rows } = await house.database.pool.query('select state from lost_addresses');
    expect(rows).toEqual([{ state: 'discarded' }]);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('run no script that stands in an evidence, a reason or a file', async () => {
    const evil = '<img src=x onerror="document.title=\'run\'">';
    const email = 'evil@no.example';
    const id = await house.world.made('/suppressions', { email, scope: 'marketing', reason: 'manual', note: evil });
    await house.world.call('DELETE', `/suppressions/${id}`, { reason: evil });
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB' });
    await page.goto(`/contacts/suppressions?email=${email}`);
    await page.getByText(evil).first().waitFor();
    await page.goto('/contacts/suppressions/import');
    const buffer = Buffer.from(`email\n${evil}\n`);
    await page.getByLabel('Choose a file').setInputFiles({ name: `${evil}.csv`, mimeType: 'text/csv', buffer });
    await page.getByText(evil).first().waitFor();
    await page.getByRole('button', { name: 'Add them' }).click();
    await page.getByRole('heading', { level: 1, name: 'They are added' }).waitFor();
    expect(await page.title()).not.toBe('run');
    expect(trouble).toEqual([]);
    await context.close();
  });
});
