import { describe, expect, it } from '@jest/globals';
import { compile } from './compile.ts';
import { listTemplates, loadTemplate, type LoadedTemplate } from './load-template.ts';
import { renderer } from './renderer.ts';
import type { Locale, MergeData, Rendered } from './template.ts';
import { alwaysShows } from './way-out.ts';

const entries = await listTemplates();
const classOf = (name: string) => entries.find((entry) => entry.name === name)?.class ?? '';
const letters = entries.flatMap(({ name, locales }) => locales.map((locale): [string, Locale] => [name, locale]));

const load = async (name: string, locale: Locale): Promise<LoadedTemplate> => {
  const template = await loadTemplate(name, locale);
  if (template === undefined) throw new Error(`${name}/${locale} is not there`);
  return template;
};
const compiledOf = async ({ source, name, locale }: LoadedTemplate) => {
  const result = await compile(source, { locale, class: classOf(name) });
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result;
};
const fill = async (template: LoadedTemplate, change: Partial<MergeData> = {}): Promise<Rendered> => {
  const { compiled } = await compiledOf(template);
  const result = renderer(compiled).render({ ...mergeData(template.sample), ...change });
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result.rendered;
};
const group = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const mergeData = (sample: Record<string, unknown>): MergeData => ({
  unsubscribe_url: String(sample['unsubscribe_url']),
  preferences_url: String(sample['preferences_url']),
  view_url: String(sample['view_url']),
  contact: { email: String(group(sample['contact'])['email']), ...group(sample['contact']) },
  campaign: group(sample['campaign']),
  workspace: group(sample['workspace']),
  data: group(sample['data']),
});
const links = (html: string) =>
  [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'));

describe.each(letters)('templates/%s/%s', (name, locale) => {
  it('compiles without a warning, the standard footer not being needed', async () => {
    expect((await compiledOf(await load(name, locale))).warnings).toEqual([]);
  });

  it('L17 renders its sample with no placeholder left, and holds no script', async () => {
    const { subject, html, text } = await fill(await load(name, locale));
    for (const part of [subject, html, text]) expect(part.match(/\{\{|undefined|\[object|hky\d/g)).toBeNull();
    expect(html.match(/<(?:script|form|iframe|object|embed)\b|\son[a-z]+=|javascript:/gi)).toBeNull();
    expect(subject).not.toMatch(/^(?:re|fwd?):/i);
  });

  it('L25 says its language, has a preheader, an alt text for every picture, and all its links in the text too', async () => {
    const { html, text } = await fill(await load(name, locale));
    expect(html).toContain(`<html lang="${locale}"`);
    expect(html).toMatch(/display:none[^>]*>\s*[^\s<]/);
    for (const [image] of html.matchAll(/<img\b[^>]*>/g)) expect(image).toMatch(/\balt="/);
    expect(links(html).length).toBeGreaterThan(name === 'confirm-subscription' || name === 'receipt' ? 0 : 3);
    for (const url of links(html)) expect(text).toContain(url);
  });

  it('stays below what Gmail clips', async () => {
    expect(Buffer.byteLength((await fill(await load(name, locale))).html)).toBeLessThan(102 * 1024);
  });

  it('loads nothing from elsewhere', async () => {
    const { html } = await fill(await load(name, locale));
    expect(html.match(/@import|<link\b|url\(|\bsrc="http/g)).toBeNull();
  });

  it('greets a person without a name, and leaves out addresses and pictures that are not there', async () => {
    const template = await load(name, locale);
    const { data } = mergeData(template.sample);
    const { text } = await fill(template, {
      contact: { email: 'x@example.com' },
      data: { ...data, logo_url: 'https://example.com/logo.png' },
      preferences_url: '',
      view_url: '',
    });
    expect(text).not.toMatch(/^\s*様|undefined|<>/m);
  });

  it('JP-TOKUTEI-8 JP-TOKUTEI-9 names the sender in both parts, and marketing offers the way out to everybody', async () => {
    const template = await load(name, locale);
    const { compiled } = await compiledOf(template);
    const marketing = classOf(name) === 'marketing';
    for (const part of ['html', 'text'] as const) {
      for (const path of ['workspace.legal_name', 'workspace.postal_address', 'workspace.contact']) {
        expect([path, alwaysShows(compiled[part], part, path)]).toEqual([path, true]);
      }
      expect(alwaysShows(compiled[part], part, 'unsubscribe_url')).toBe(marketing);
    }
    const { html, text } = await fill(template);
    const url = String(template.sample['unsubscribe_url']);
    expect([html.includes(`href="${url}"`), text.includes(url)]).toEqual([marketing, marketing]);
    if (marketing) expect(text).toMatch(locale === 'ja' ? /いつでも停止できます/ : /stop these emails at any time/);
  });
});
