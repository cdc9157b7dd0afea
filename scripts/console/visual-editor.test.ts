import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { projectRoot } from '../services/project.ts';
import { chromiumPath, type House, hurdles, openHouse } from './testing/visitor.ts';

if (chromiumPath === undefined) console.log('No Chromium is found: nobody edits a letter visually.');

const said = {
  'ja-JP': {
    open: 'ビジュアルエディタで編集',
    saved: '保存しました',
    button: 'ボタン',
    newButton: 'くわしく見る',
    undo: '元に戻す',
    redo: 'やり直す',
    text: '文章: はじめに',
    write: 'その場で書き直す',
    insert: '差し込み: 文章',
    whose: '差し込む項目',
    fallBack: '値がない人に出す言葉',
    put: '入れる',
    done: '書き終える',
    colour: '文字の色',
    preview: 'プレビュー',
    back: '戻る',
  },
  'en-GB': {
    open: 'Edit visually',
    saved: 'Saved',
    button: 'Button',
    newButton: 'Read more',
    undo: 'Undo',
    redo: 'Redo',
    text: 'Text: はじめに',
    write: 'Write in its place',
    insert: 'Insert a field: Text',
    whose: 'Field',
    fallBack: 'Words for people who have none',
    put: 'Insert',
    done: 'Done',
    colour: 'Colour of the words',
    preview: 'Preview',
    back: 'Back',
  },
} as const;

const text = '<mj-text>はじめに</mj-text>';
const letter = `<mjml>
  <mj-head><mj-attributes><mj-text color="#24292f" /></mj-attributes></mj-head>
  <mj-body background-color='#f5f3ee'>
    {{#if data.shown}}
    <mj-section padding="0"   css-class="a">
      <mj-column>
        ${text}
        <!--[if mso]><p>Outlook</p><![endif]-->
        <mj-table>{{#each data.rows}}<tr><td>{{this}}</td></tr>{{/each}}</mj-table>
      </mj-column>
    </mj-section>
    {{/if}}
    <mj-raw><div title='{{data.a}}'>raw</div></mj-raw>
    <mj-section><mj-column><mj-text>{{> legal}}</mj-text></mj-column></mj-section>
  </mj-body>
</mjml>
`;

const templates = path.join(projectRoot, 'templates');
const builtIn = readdirSync(templates, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** As Word puts it on the clipboard. */
const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{mso-style-parent:""}</style></head><body><!--StartFragment-->
<p class=MsoNormal style='mso-margin-top-alt:auto'><b>太字</b>と<span style='font-family:"Yu Gothic";mso-x:1'>普通</span><o:p></o:p></p>
<p class=MsoNormal><img src="file:///C:/clip.png" onerror="parent.ran=1"><script>parent.ran=1</script><a href="javascript:parent.ran=1">x</a></p><!--EndFragment--></body></html>`;

(chromiumPath === undefined ? describe.skip : describe)('the visual editor', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(12);
    const list = await house.world.made('/lists', { name: 'たより' });
    await house.world.importCsv(list, 'email,name\nichi@path.example,一子\nni@path.example,');
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  const draft = (mjml: string) =>
    house.world.made('/campaigns', {
      name: 'x',
      subject: 'x',
      lists: [],
      from: { name: '', email: 'news@path.example' },
      mjml,
      data: { shown: true, rows: ['1'], a: 'a' },
    });
  const sourceOf = async (address: string) =>
    z.object({ mjml: z.string() }).parse((await house.world.call('GET', address)).body).mjml;
  const structure = (page: Page) => page.locator('.structure');
  const canvas = (page: Page) => page.frameLocator('.gjs-frame');

  /** Does something, and waits until what is saved at an address is as it should be. */
  const becomes = async (
    page: Page,
    address: string,
    wanted: (source: string) => boolean,
    act: () => Promise<void>,
  ) => {
    const saved = () => page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
    let next = saved();
    await act();
    for (let round = 0; round < 6; round += 1) {
      await next;
      next = saved();
      if (wanted(await sourceOf(address))) break;
    }
    next.catch(() => undefined);
    return sourceOf(address);
  };
  const changed = async (page: Page, address: string, act: () => Promise<void>) => {
    const before = await sourceOf(address);
    return becomes(page, address, (source) => source !== before, act);
  };

  it.each(['ja-JP', 'en-GB'] as const)(
    'changes in the source what somebody changes, and not a byte beside it (%s)',
    async (locale) => {
      const say = said[locale];
      const { page, context, trouble } = await house.visitor({ locale, reducedMotion: 'reduce' });
      const id = await draft(letter);
      const address = `/campaigns/${id}`;
      await page.goto(`/campaigns/${id}/edit?step=content`);
      await page.getByRole('button', { name: say.open }).click();
      await structure(page).getByRole('button', { name: say.text }).click();
      expect(await hurdles(page)).toEqual([]);

      const button = `\n        <mj-button href="https://">${say.newButton}</mj-button>`;
      const press = (name: string) => () => page.getByRole('button', { name, exact: true }).click();
      expect(await changed(page, address, press(say.button))).toBe(letter.replace(text, text + button));
      expect(await changed(page, address, press(say.undo))).toBe(letter);

      await structure(page).getByRole('button', { name: say.text }).click();
      await page.getByRole('button', { name: say.write }).click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('&');
      await page.getByRole('button', { name: say.insert }).click();
      await page.getByLabel(say.whose, { exact: true }).selectOption('contact.name');
      await page.getByLabel(say.fallBack).fill('friend');
      expect(await hurdles(page)).toEqual([]);
      const written = letter.replace('はじめに', "はじめに&amp;{{default contact.name 'friend'}}");
      const isWritten = (source: string) => source === written;
      expect(await becomes(page, address, isWritten, press(say.put))).toBe(written);
      await page.getByRole('button', { name: say.done }).click();

      const coloured = written.replace('<mj-text>は', '<mj-text color="#ff0000">は');
      const colour = () => page.getByLabel(say.colour, { exact: true }).fill('#ff0000');
      expect(await becomes(page, address, (source) => source === coloured, colour)).toBe(coloured);
      await page.getByText(say.saved, { exact: true }).waitFor();
      await page.locator('.visual-bar').getByText(say.preview, { exact: true }).click();
      await page.frameLocator('.preview iframe').getByText('はじめに').waitFor();
      await page.getByRole('link', { name: say.back }).click();
      await page.waitForURL(/step=content/);
      expect(trouble).toEqual([]);
      await context.close();
    },
    120_000,
  );

  it.each(['ja', 'en'] as const)(
    'gives every built-in template in %s back byte for byte after a change was taken back',
    async (locale) => {
      const { page, context, trouble } = await house.visitor({ locale: 'en-GB', reducedMotion: 'reduce' });
      const press = (name: string) => () => page.getByRole('button', { name, exact: true }).click();
      for (const name of builtIn) {
        const source = readFileSync(path.join(templates, name, locale, 'template.mjml'), 'utf8');
        const address = `/campaigns/${await draft(source)}`;
        await page.goto(`${address}/visual`);
        const added = await changed(page, address, press('Button'));
        expect([name, added.replace(/\s*<mj-button href="https:\/\/">Read more<\/mj-button>/, '')]).toEqual([
          name,
          source,
        ]);
        expect(added).not.toBe(source);
        expect([name, await changed(page, address, press('Undo'))]).toEqual([name, source]);
      }
      expect(trouble).toEqual([]);
      await context.close();
    },
    120_000,
  );

  it('opens what it could not show without loss in no other way than as source, and says why', async () => {
    const { page, context } = await house.visitor({ locale: 'en-GB' });
    const crossed = letter.replace('</mj-column>', '{{#if x}}</mj-column>').replace('{{/if}}', '{{/if}}{{/if}}');
    const id = await draft(crossed);
    await page.goto(`/campaigns/${id}/visual`);
    await page.getByText('On line 10 a {{#…}}').waitFor();
    await page.getByRole('link', { name: 'Open the source editor' }).click();
    await page.getByRole('textbox', { name: 'MJML' }).waitFor();
    expect(await sourceOf(`/campaigns/${id}`)).toBe(crossed);
    await context.close();
  });

  it('lets styles be on its own page alone, and scripts nowhere', async () => {
    const { page, context } = await house.visitor({ locale: 'en-GB' });
    const id = await draft(letter);
    const policyAt = async (address: string) => (await page.goto(address))?.headers()['content-security-policy'] ?? '';
    const [editor, beside] = [await policyAt(`/campaigns/${id}/visual`), await policyAt(`/campaigns/${id}/edit`)];
    expect(editor).toContain("style-src 'self' 'unsafe-inline'");
    expect(beside).not.toContain('unsafe');
    for (const policy of [editor, beside])
      expect(policy).toMatch(/default-src 'none'; script-src 'self'; .*connect-src 'self'/);
    await context.close();
  });

  it('runs no script of a letter, wherever it stands, and asks no other host for anything', async () => {
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    const evil =
      '<img src="https://foreign.example/x.png" onerror="top.ran=1"><script>top.ran=1</script><a href="javascript:top.ran=1">x</a><svg onload="top.ran=1">';
    const id =
      await draft(`<mjml><mj-head><mj-style>@import url(https://foreign.example/x.css); p { background: url(https://foreign.example/y.png) }</mj-style></mj-head><mj-body>
      <mj-raw>${evil}</mj-raw><!-- ${evil.replaceAll('>', '')} -->
      <mj-section background-url="https://foreign.example/b.png" title="<script>top.ran=1</script>"><mj-column>
        <mj-text font-family="Roboto">words ${evil}</mj-text>
        <mj-button href="javascript:top.ran=1">${evil}</mj-button>
        <mj-image src="https://foreign.example/i.png" alt='"><script>top.ran=1</script>' />
        <mj-table><tr><td>${evil}</td></tr></mj-table>
      </mj-column></mj-section></mj-body></mjml>`);
    await page.goto(`/campaigns/${id}/visual`);
    await structure(page)
      .getByRole('button', { name: /^Text: words/ })
      .click();
    await page.getByText('This text holds something that editing in place would lose').waitFor();
    await canvas(page).getByText('words').dblclick();
    expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined();
    expect(new Set(asked)).toEqual(new Set([new URL(house.product.apiUrl).host]));
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('takes of a text from Word its words and their weight, and nothing that acts', async () => {
    const { page, context, trouble } = await house.visitor({ locale: 'ja-JP' });
    const id = await draft(letter);
    await page.goto(`/campaigns/${id}/visual`);
    await canvas(page).getByText('はじめに').dblclick();
    await page.getByText('文章の書式').waitFor();
    const source = await changed(page, `/campaigns/${id}`, () =>
      canvas(page)
        .locator('[contenteditable=true]')
        .evaluate((place, html) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/html', html);
          place.ownerDocument.getSelection()?.selectAllChildren(place);
          place.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        }, fromWord),
    );
    expect(source).toBe(letter.replace(text, '<mj-text><p><strong>太字</strong>と普通</p><p>x</p></mj-text>'));
    expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined();
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('takes a piece that is dragged onto the letter', async () => {
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB' });
    const id = await draft(letter);
    await page.goto(`/campaigns/${id}/visual`);
    await structure(page).waitFor();
    const onto = canvas(page).getByText('はじめに');
    await onto.waitFor();
    const source = await changed(page, `/campaigns/${id}`, async () => {
      await page.getByRole('button', { name: 'Divider' }).hover();
      await page.mouse.down();
      const place = await onto.boundingBox();
      if (place === null) throw new Error('The letter is not seen.');
      await page.mouse.move(place.x + 40, place.y + 4, { steps: 12 });
      await page.mouse.move(place.x + 44, place.y + place.height - 2, { steps: 6 });
      await page.locator('.gjs-placeholder').first().waitFor();
      await page.mouse.up();
    });
    expect(source).toContain('<mj-divider ');
    expect(source.replace(/\n        <mj-divider [^>]*>/, '')).toBe(letter);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('puts a picture of the workspace into the letter, and shows it', async () => {
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB' });
    const address = `/campaigns/${await draft(letter)}`;
    await page.goto(`${address}/visual`);
    await structure(page).getByRole('button', { name: 'Text: はじめに' }).click();
    await page.getByRole('button', { name: 'Image', exact: true }).click();
    await page.getByRole('button', { name: 'Choose a picture: Image' }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'ten.png', mimeType: 'image/png', buffer: dot });
    await page.getByLabel('What it shows').fill('A "dot"');
    const taken = () => page.getByRole('button', { name: 'Choose ten.png' }).click();
    const source = await becomes(page, address, (now) => now.includes('/a/'), taken);
    const [, put = '', url = ''] =
      /(\n *<mj-image src="([^"]+)" alt="A &quot;dot&quot;" width="1px" \/>)/.exec(source) ?? [];
    expect(source.replace(put, '')).toBe(letter);
    expect((await fetch(url)).status).toBe(200);
    const shown = canvas(page).locator('img[src^="/api/"]');
    await shown.waitFor();
    await shown.evaluate((picture: HTMLImageElement) => picture.decode());
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('shows what somebody else writes meanwhile', async () => {
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB' });
    const address = `/campaigns/${await draft(letter)}`;
    await page.goto(`${address}/visual`);
    await canvas(page).getByText('はじめに').waitFor();
    const theirs = letter.replace('はじめに', '別の人の言葉');
    await house.world.call('PATCH', address, { mjml: theirs });
    await canvas(page).getByText('別の人の言葉').waitFor();
    // Looking at the preview sends what waits to be saved: nothing does, for nobody has changed anything here.
    await page.getByText('Preview', { exact: true }).click();
    await page.frameLocator('iframe[data-view]').getByText('別の人の言葉').waitFor();
    expect((await house.world.call('GET', address)).body).toMatchObject({ mjml: theirs });
    await page.getByText('Edit', { exact: true }).click();
    const added = await changed(page, address, () => page.getByRole('button', { name: 'Divider' }).click());
    expect(added.replace(/\n *<mj-divider [^>]*>/, '')).toBe(theirs);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('keeps what was written when the session ends meanwhile', async () => {
    const { page, context } = await house.visitor({ locale: 'en-GB' });
    const id = await draft(letter);
    await page.goto(`/campaigns/${id}/visual`);
    await canvas(page).getByText('はじめに').dblclick();
    await context.clearCookies();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('Written after the session ended');
    await page.getByText('Please sign in again').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(house.password);
    const written = letter.replace('はじめに', 'はじめにWritten after the session ended');
    const enter = () => page.keyboard.press('Enter');
    expect(await becomes(page, `/campaigns/${id}`, (source) => source === written, enter)).toBe(written);

    // Going back waits for what was typed a moment before.
    await page.getByText('Please sign in again').waitFor({ state: 'hidden' });
    await canvas(page).getByText('Written after').dblclick();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await page.getByRole('link', { name: 'Back' }).click();
    await page.waitForURL(/step=content/);
    expect(await sourceOf(`/campaigns/${id}`)).toBe(written.replace('ended', 'ended!'));
    await context.close();
  });

  it('edits a template of one’s own, too', async () => {
    const { page, context, trouble } = await house.visitor({ locale: 'en-GB' });
    const say = said['en-GB'];
    const id = await house.world.made('/templates/own', {
      name: 'Mine',
      locale: 'ja',
      subject: 'x',
      mjml: letter,
      data: {},
    });
    await page.goto(`/templates/own/${id}`);
    await page.getByRole('button', { name: say.open }).click();
    await structure(page).getByRole('button', { name: 'If data.shown' }).click();
    const address = `/templates/own/${id}`;
    const press = (name: string) => () => page.getByRole('button', { name, exact: true }).click();
    const bare = letter.replace('\n    {{#if data.shown}}', '').replace('\n    {{/if}}', '');
    expect(await changed(page, address, press('Remove'))).toBe(bare);
    expect(await changed(page, address, press(say.undo))).toBe(letter);
    expect(await changed(page, address, press(say.redo))).toBe(bare);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('says on a phone that the source editor fits better', async () => {
    const { page, context, trouble } = await house.visitor({ locale: 'ja-JP', viewport: { width: 390, height: 844 } });
    await page.goto(`/campaigns/${await draft(letter)}/visual`);
    await page.getByText('広い画面でお使いください').waitFor();
    expect(await hurdles(page)).toEqual([]);
    await page.getByRole('link', { name: 'ソースエディタで開く' }).click();
    await page.getByRole('textbox', { name: 'MJML' }).waitFor();
    expect(trouble).toEqual([]);
    await context.close();
  });
});
