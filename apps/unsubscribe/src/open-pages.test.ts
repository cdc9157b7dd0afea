import { describe, expect, it } from '@jest/globals';
import type { Locale } from './choose-locale.ts';
import { openPages } from './open-pages.ts';
import type { Holder, Page } from './page.ts';
import { words } from './words.ts';

const hostile = `"><script>alert(1)</script>{{sender}}{list}&${'雲'.repeat(2_000)}`;
const holder = (of: Partial<Holder> = {}): Holder => ({
  senderName: 'くも',
  listName: '週刊くも',
  maskedEmail: 'h***@d***.jp',
  stopped: { list: false, marketing: false },
  ...of,
});

const pages = openPages();
const locales: Locale[] = ['ja', 'en'];
const everyPage = (of: Holder): Page[] => [
  { name: 'choose', holder: of },
  { name: 'choose', holder: of, note: 'malformed' },
  { name: 'choose', holder: of, note: 'tooLong' },
  { name: 'choose', holder: of, note: 'demo' },
  { name: 'choose', holder: { ...of, stopped: { list: true, marketing: false } } },
  { name: 'choose', holder: { ...of, stopped: { list: true, marketing: true } } },
  { name: 'choose', holder: { ...of, listName: null, maskedEmail: null } },
  { name: 'done', holder: of, scope: 'list' },
  { name: 'done', holder: of, scope: 'marketing' },
  { name: 'on-its-way', holder: of, scope: 'list' },
  { name: 'unavailable' },
  { name: 'unavailable', scope: 'list' },
  { name: 'inert' },
  { name: 'unknown' },
  { name: 'busy' },
  { name: 'home' },
];
const rendered = (of: Holder) =>
  everyPage(of).flatMap((page) => locales.map((locale) => ({ locale, html: pages.render(page, locale) })));

describe('openPages', () => {
  it('WEB-12 keeps every page within 10 KB, whatever a list or a sender is called', () => {
    for (const { html } of rendered(holder({ senderName: hostile, listName: hostile }))) {
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(10 * 1024);
    }
  });

  it('WEB-1, WEB-3 needs no script, picture, inline style or anything from elsewhere', () => {
    for (const { html } of rendered(holder())) {
      expect(html).not.toMatch(/<script|<img|<iframe|<style|style=|\son\w+=|http-equiv|https?:|javascript:/i);
    }
  });

  it('shows names as text, never as markup or as a template', () => {
    for (const { html } of rendered(holder({ senderName: hostile, listName: hostile, maskedEmail: hostile }))) {
      expect(html).not.toContain('<script');
      expect(html).not.toContain('"><');
    }
    const page = pages.render({ name: 'choose', holder: holder({ listName: '{{sender}} {sender}' }) }, 'en');
    expect(page).toContain('{{sender}} {sender}');
  });

  it('WEB-12 tells the language, has a title and exactly one heading of the first level', () => {
    for (const { html, locale } of rendered(holder())) {
      expect(html).toMatch(new RegExp(`^<!DOCTYPE html>\n<html lang="${locale}">`));
      expect(html).toMatch(/<title>[^<]+<\/title>/);
      expect(html.match(/<h1>[^<]+<\/h1>/g)).toHaveLength(1);
    }
  });

  it('leaves no place unfilled', () => {
    for (const { html } of rendered(holder())) expect(html).not.toMatch(/undefined|null|\{(list|sender)\}|\[object/);
  });

  it('WEB-12 names every button: its words and what it does', () => {
    for (const { html } of rendered(holder())) {
      for (const [button] of html.matchAll(/<input type="submit"[^>]*>/g)) expect(button).toMatch(/value="[^"]+"/);
      for (const [, id] of html.matchAll(/aria-describedby="([^"]+)"/g)) expect(html).toContain(`id="${id}"`);
    }
  });
});

describe('words', () => {
  const places = (tree: object, path = ''): string[] =>
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? places(value, `${path}.${key}`)
        : [`${path}.${key} ${[...String(value).matchAll(/\{\w+\}/g)].join('').replace('{sender}', '')}`],
    );

  it('say the same things in both languages', () => {
    expect(places(words.en)).toEqual(places(words.ja));
  });
});

describe('style.css', () => {
  const { css } = pages.styleSheet;
  const schemes = [css.slice(0, css.indexOf('@media')), css.slice(css.indexOf('@media'))];
  const colours = (block: string) =>
    new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));

  it.each([
    ['ink', 'sheet'],
    ['soft', 'sheet'],
    ['ink', 'wash'],
    ['indigo', 'sheet'],
    ['on-indigo', 'indigo'],
    ['on-indigo', 'indigo-deep'],
    ['indigo', 'wash'],
  ])('WEB-12 keeps 4.5:1 between %s and %s, by day and by night', (front, back) => {
    for (const scheme of schemes) {
      const of = colours(scheme);
      expect(contrast(of.get(front) ?? '', of.get(back) ?? '')).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('loads nothing from elsewhere', () => {
    expect(css).not.toMatch(/url\(|@import/);
  });
});

/** WCAG 2.2: contrast ratio of two colours. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
