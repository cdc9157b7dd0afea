import { describe, expect, it } from '@jest/globals';
import { compile } from './compile.ts';
import type { Source } from './template.ts';

const ja = { locale: 'ja', class: 'transactional' } as const;
const column = (inside: string) =>
  `<mjml><mj-body><mj-section><mj-column>${inside}</mj-column></mj-section></mj-body></mjml>`;
const page = (inside: string) => `<html lang="ja"><body>${inside}</body></html>`;

const compiled = async (source: Source, options: Parameters<typeof compile>[1] = ja) => {
  const result = await compile(source, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.compiled;
};
const problems = async (source: Source) => {
  const result = await compile(source, ja);
  return result.ok ? [] : result.problems;
};

describe('compile', () => {
  it('makes html and text from MJML, with placeholders of all parts in place', async () => {
    const source = { subject: ' Hi {{contact.name}}\n', mjml: column('<mj-text>Dear {{contact.name}}</mj-text>') };
    const made = await compiled(source);
    expect(made.subject).toBe('Hi {{contact.name}}');
    expect(made.html).toContain('Dear {{contact.name}}');
    expect(made.text).toBe('Dear {{contact.name}}\n');
  });

  it('names each finding by a code with its values, and says the same in a sentence', async () => {
    const [found] = await problems({ subject: 'x', html: page('<p>\n{{contcat.name}}</p>') });
    expect(found).toMatchObject({ code: 'unknown-root', values: { tag: '{{contcat.name}}' }, line: 2, where: 'html' });
    expect(found?.message).toMatch(
      /^\{\{contcat\.name\}\} is an unknown placeholder: it must start with one of contact, /,
    );
    const [long] = await problems({ subject: 'x', html: page('x'.repeat(200_000)) });
    expect(long).toMatchObject({ code: 'too-long', values: { most: 150 } });
  });

  it('freezes the language of dates and numbers, so that a frozen version never changes', async () => {
    const html = page(
      `{{date data.at 'long'}} {{default (number data.n) '-'}} {{#if (eq (number data.n) '1')}}x{{/if}}`,
    );
    const made = await compiled({ subject: '{{number data.n}}', html }, { ...ja, locale: 'en' });
    expect(made.subject).toBe('{{number_en data.n}}');
    expect(made.html).toContain(
      `{{date_en data.at 'long'}} {{default (number_en data.n) '-'}} {{#if (eq (number_en data.n) '1')}}`,
    );
  });

  it('writes partials out, and drops comments, in html and text', async () => {
    const made = await compiled({
      subject: 's',
      html: page('{{!-- note --}}{{> legal}}'),
      text: '{{! note }}x\n{{> sender}}',
    });
    expect(made.html).toContain('<a href="{{unsubscribe_url}}"');
    expect(made.text).toContain('{{workspace.postal_address}}');
    expect(made.html + made.text).not.toMatch(/note|\{\{>/);
  });

  it('puts the preheader into MJML in place of the template’s own, and into html', async () => {
    const own = '<mjml><mj-head><mj-preview>old</mj-preview></mj-head><mj-body></mj-body></mjml>';
    const made = await compiled({ subject: 's', preheader: 'a < {{data.b}} & c', mjml: own, text: 'x' });
    expect(made.html).toMatch(/display:none[^>]*>a &lt; \{\{data\.b\}\} &amp; c<\/div>/);
    expect(made.html).not.toContain('old');
    const plain = await compiled({ subject: 's', preheader: 'p', html: page('<p>x</p>') });
    expect(plain.html).toMatch(/<body><div style="display:none[^>]*>p<\/div><p>x/);
    expect(plain.text).toBe('x\n');
  });

  it('takes a letter of text alone, without html, with its way out', async () => {
    const made = await compiled({ subject: 's', text: 'Hello' }, { locale: 'en', class: 'marketing' });
    expect(made.html).toBe('');
    expect(made.text).toContain('{{unsubscribe_url}}');
  });

  it('refuses a source without body, with two, or without subject', async () => {
    expect(await problems({ subject: 's' })).toHaveLength(1);
    expect(await problems({ subject: 's', mjml: column(''), html: 'x' })).toHaveLength(1);
    expect(await problems({ subject: ' ', text: 'x' })).toMatchObject([{ where: 'subject' }]);
    expect(await problems({ subject: 'a\nBcc: b', text: 'x' })).toMatchObject([{ where: 'subject' }]);
  });

  it('reports every part’s problems at once, each with its place', async () => {
    const found = await problems({ subject: '{{nobody}}', preheader: '{{#if', mjml: 'a\n{{{x}}}', text: '\n{{/if}}' });
    expect(found.map(({ where, line }) => [where, line])).toEqual([
      ['subject', 1],
      ['preheader', 1],
      ['mjml', 2],
      ['text', 2],
    ]);
  });

  it('refuses a partial in a subject', async () => {
    expect(await problems({ subject: '{{> legal}}', text: 'x' })).toMatchObject([{ where: 'subject' }]);
  });

  it('R1870-2 warns above what Gmail clips, and refuses above 150 KB', async () => {
    const long = await compile({ subject: 's', html: page('x'.repeat(103 * 1024)), text: 'x' }, ja);
    expect(long).toMatchObject({ ok: true, warnings: [{ where: 'html' }] });
    expect(await problems({ subject: 's', html: page('x'.repeat(151 * 1024)), text: 'x' })).toHaveLength(1);
  });

  it('L25 warns of html that does not say its language', async () => {
    expect(await compile({ subject: 's', html: '<p>x</p>' }, ja)).toMatchObject({
      ok: true,
      warnings: [{ where: 'html' }],
    });
  });
});
