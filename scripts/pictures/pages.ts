import type { Page } from 'playwright-core';
import type { Places } from './scene.ts';

/** One page of the console: a name for its pictures, its address, and what is done on it before. */
export type PictureOf = { name: string; address: string; door?: 'closed'; act?: (page: Page) => Promise<void> };

/** What somebody sees who has just begun. */
export const firstPages: readonly PictureOf[] = [
  { name: 'sign-in', address: '/', door: 'closed' },
  { name: 'first-visit', address: '/' },
];

/** Every page of the console when there is something in it. */
export function pagesOf({
  list,
  contact,
  draft,
  written,
  visual,
  template,
  finished,
  going,
  paused,
  local,
  segment,
}: Places): PictureOf[] {
  return [
    { name: 'home', address: '/' },
    { name: 'campaigns', address: '/campaigns' },
    { name: 'campaign-new', address: '/campaigns/new' },
    { name: 'draft-audience', address: `/campaigns/${draft}/edit?step=audience` },
    { name: 'draft-content', address: `/campaigns/${draft}/edit?step=content` },
    { name: 'draft-source', address: `/campaigns/${written}/edit?step=content` },
    { name: 'draft-visual', address: `/campaigns/${visual}/visual` },
    { name: 'draft-send', address: `/campaigns/${draft}/edit?step=send` },
    { name: 'draft-send-local', address: `/campaigns/${draft}/edit?step=send`, act: chooseLocalTime },
    { name: 'campaign-local', address: `/campaigns/${local}` },
    { name: 'campaign-going', address: `/campaigns/${going}` },
    { name: 'campaign-paused', address: `/campaigns/${paused}` },
    { name: 'campaign-finished', address: `/campaigns/${finished}` },
    { name: 'contacts', address: '/contacts' },
    { name: 'contact-new', address: '/contacts/new' },
    { name: 'contact', address: `/contacts/${contact}` },
    { name: 'lists', address: '/contacts/lists' },
    { name: 'list', address: `/contacts/lists/${list}` },
    { name: 'segments', address: '/contacts/segments' },
    { name: 'segment-new', address: '/contacts/segments/new' },
    { name: 'segment', address: `/contacts/segments/${segment}`, act: people },
    { name: 'import', address: '/contacts/import' },
    { name: 'suppressions', address: '/contacts/suppressions' },
    { name: 'suppressions-import', address: '/contacts/suppressions/import' },
    { name: 'templates', address: '/templates' },
    { name: 'template', address: '/templates/newsletter' },
    { name: 'template-own', address: `/templates/own/${template}` },
    { name: 'images', address: '/images' },
    { name: 'settings-sender', address: '/settings' },
    { name: 'settings-domains', address: '/settings/domains' },
    { name: 'settings-sending', address: '/settings/hours' },
    { name: 'settings-delivery', address: '/settings/delivery' },
    { name: 'settings-keys', address: '/settings/keys' },
    { name: 'settings-people', address: '/settings/people' },
    { name: 'you', address: '/you' },
    { name: 'nowhere', address: '/nowhere' },
  ];
}

async function people(page: Page): Promise<void> {
  await page.getByRole('status').locator('strong').waitFor();
}

async function chooseLocalTime(page: Page): Promise<void> {
  await page.getByRole('radio').last().check();
  await page.locator('input[type="datetime-local"]').fill('2035-01-15T10:00');
  await page.getByRole('status').filter({ hasText: '2035' }).waitFor();
}

/** How each page is looked at. */
export const views = (['ja-JP', 'en-GB'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    [
      { size: 'phone', viewport: { width: 390, height: 844 } },
      { size: 'wide', viewport: { width: 1280, height: 860 } },
    ].map(({ size, viewport }) => ({
      suffix: `${locale.slice(0, 2)}-${colorScheme}-${size}`,
      locale,
      colorScheme,
      viewport,
    })),
  ),
);
