import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody uploads a picture in the console.');

const said = {
  'ja-JP': {
    choose: '画像を選ぶ: MJML',
    alt: '画像の説明',
    pick: 'hana.png を選ぶ',
    tooLarge: /vast\.png は 20 MB あります/,
    otherKind: /drawing\.svg は PNG、JPEG、GIF、WebP のどれでもありません/,
    remove: 'hana.png を一覧から外す',
    inUse: /使われているため、外せません/,
    saved: '保存しました',
  },
  'en-GB': {
    choose: 'Choose a picture: MJML',
    alt: 'What it shows',
    pick: 'Choose hana.png',
    tooLarge: /vast\.png has 20 MB/,
    otherKind: /drawing\.svg is no PNG, JPEG, GIF or WebP/,
    remove: 'Take hana.png out of the library',
    inUse: /so it stays/,
    saved: 'Saved',
  },
} as const;

(chromiumPath === undefined ? describe.skip : describe)('pictures in the console', () => {
  let house: House;
  let folder: string;
  beforeAll(async () => {
    house = await openHouse(14);
    folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-pictures-'));
    writeFileSync(path.join(folder, 'hana.png'), png(320, 180));
    writeFileSync(path.join(folder, 'vast.png'), Buffer.alloc(20_000_000));
    writeFileSync(path.join(folder, 'drawing.svg'), '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
  }, 180_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await house.close();
  }, 60_000);

  it.each(['ja-JP', 'en-GB'] as const)(
    'go from a file into a letter, and stay while it shows them (%s)',
    async (locale) => {
      const say = said[locale];
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      const file = (name: string) => path.join(folder, name);
      await page.goto('/images');
      expect(await hurdles(page)).toEqual([]);
      await page.locator('input[type=file]').setInputFiles(['hana.png', 'vast.png', 'drawing.svg'].map(file));
      await page.getByText(say.tooLarge).waitFor();
      await page.getByText(say.otherKind).waitFor();
      await page.getByText('320 × 180').first().waitFor();
      expect(await hurdles(page)).toEqual([]);

      const id = await house.world.made('/campaigns', {
        name: 'x',
        subject: 'x',
        lists: [],
        from: { name: '', email: 'news@path.example' },
        mjml: '<mjml><mj-body><mj-section><mj-column></mj-column></mj-section></mj-body></mjml>',
      });
      await page.goto(`/campaigns/${id}/edit?step=content`);
      await page.getByRole('textbox', { name: 'MJML' }).click();
      await page.keyboard.press('Control+End');
      for (const _ of '</mj-column></mj-section></mj-body></mjml>') await page.keyboard.press('ArrowLeft');
      await page.getByRole('button', { name: say.choose }).click();
      await page.getByRole('button', { name: say.pick }).waitFor();
      expect(await hurdles(page)).toEqual([]);
      await page.getByLabel(say.alt).fill('A <plum> "tree"');
      await page.getByRole('button', { name: say.pick }).click();
      await page.getByText(say.saved, { exact: true }).waitFor();
      const shown = page.frameLocator('.preview iframe').locator('img').first();
      await shown.waitFor();
      expect(await shown.getAttribute('alt')).toBe('A <plum> "tree"');
      const address = (await shown.getAttribute('src')) ?? '';
      expect(address.startsWith(`${house.product.unsubscribeUrl}/a/`)).toBe(true);
      const served = await fetch(address);
      expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/png']);

      await page.goto('/images');
      await page.getByRole('button', { name: say.remove }).click();
      await page.getByText(say.inUse).waitFor();
      await page.getByRole('button', { name: say.remove }).waitFor();
      expect(trouble).toEqual([]);
      await context.close();
    },
  );
});

/** A picture of one colour, written out by hand. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x40)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
