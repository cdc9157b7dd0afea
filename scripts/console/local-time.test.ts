import { parseId } from '@hikyaku/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody sends at local time in the console.');

// In Chromium's words, as in Node's: both have the same ICU.
const clock = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo' });
const ten = clock.format(new Date('2035-01-15T01:00Z'));
const last = clock.format(new Date('2035-01-15T18:00Z'));

const said = {
  'ja-JP': {
    locally: '一人ひとりの現地時刻で',
    hour: '現地の日時',
    early: 'もうこの時刻を過ぎた地域があります。',
    plan: '3 つの地域の 4 人に送ります。',
    send: '送信を確定する…',
    summary: 'を 4 人に、それぞれの現地時刻の 2035/01/15 10:00 に送ります。',
    confirm: '送信する',
    settled: '一人ひとりの現地時刻で 2035/01/15 10:00 に送ります。',
    next: '次は Asia/Tokyo の 2 人に、2035/01/15 10:00',
  },
  'en-GB': {
    locally: 'At each person’s local time',
    hour: 'Day and time there',
    early: 'Somewhere this time has passed.',
    plan: `4 people in 3 time zones; by your clock the first at ${ten}, the last at ${last}.`,
    send: 'Send…',
    summary: `goes to 4 people, at ${ten} by each person’s own clock.`,
    confirm: 'Send it',
    settled: `It goes to everybody at ${ten} of their own clock.`,
    next: `Next: 2 people in Asia/Tokyo, ${ten}`,
  },
} as const;

(chromiumPath === undefined ? describe.skip : describe)('sending at each person’s local time', () => {
  let house: House;
  let listId: string;
  beforeAll(async () => {
    house = await openHouse(25);
    listId = await house.world.made('/lists', { name: '世界のたより' });
    const people = ['a@zone.example,Asia/Tokyo', 'b@zone.example,', 'c@zone.example,Europe/Berlin'];
    const csv = ['email,time_zone', ...people, 'd@zone.example,America/Los_Angeles'].join('\n');
    await house.world.importCsv(listId, csv);
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it.each(['ja-JP', 'en-GB'] as const)('is chosen, said in words, and watched zone by zone (%s)', async (locale) => {
    const say = said[locale];
    const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
    const id = await house.world.made('/campaigns', {
      name: `現地 ${locale}`,
      subject: 'おはようございます',
      text: 'おはようございます。 {{unsubscribe_url}}',
      lists: [listId],
      from: { name: '飛脚', email: 'news@zone.example' },
    });
    await page.goto(`/campaigns/${id}/edit?step=send`);
    await page.getByRole('radio', { name: say.locally }).check();
    await page.getByLabel(say.hour).fill('2020-01-15T10:00');
    await page.getByText(say.early).waitFor();
    expect(await page.getByRole('button', { name: say.send }).isDisabled()).toBe(true);
    await page.getByLabel(say.hour).fill('2035-01-15T10:00');
    await page.getByText(say.plan).waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: say.send }).click();
    await page.getByRole('dialog').getByText(say.summary).waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('button', { name: say.confirm }).click();
    await page.getByText(say.settled).waitFor();

    // Its freeze is due: the senders do the rest.
    const due = 'update campaigns set scheduled_at = clock_timestamp() where id = $1';
    await house.database.pool.query(due, [parseId('campaign', id)]);
    await page.getByText(say.next).waitFor();
    await page.getByText('America/Los_Angeles').waitFor();
    expect(await hurdles(page)).toEqual([]);
    expect((await house.world.campaign(id)).counts).toMatchObject({ targeted: 4, queued: 4 });
    expect(trouble).toEqual([]);
    await context.close();
  });
});
