import { describe, expect, it } from '@jest/globals';
import { alwaysShows, ensureWayOut } from './way-out.ts';

const marketing = { locale: 'ja', class: 'marketing' } as const;
const sender = '{{workspace.legal_name}} {{workspace.postal_address}} {{workspace.contact}}';
const link = '<a href="{{unsubscribe_url}}">x</a>';

describe('alwaysShows', () => {
  it.each([
    [link],
    ['<p>{{unsubscribe_url}}</p>'],
    ['<!--[if !mso]><!--><a href="{{unsubscribe_url}}">x</a><!--<![endif]-->'],
    [`{{#if data.x}}${link}{{else}}<p>${link}</p>{{/if}}`],
    [`{{#if data.x}}${link}{{else if data.y}}${link}{{else}}${link}{{/if}}`],
  ])('finds the link in %s', (html) => {
    expect(alwaysShows(html, 'html', 'unsubscribe_url')).toBe(true);
  });

  it.each([
    [`{{#if data.x}}${link}{{/if}}`],
    [`{{#if data.x}}${link}{{else}}nothing{{/if}}`],
    [`{{#each data.x}}<a href="{{@root.unsubscribe_url}}">x</a>{{/each}}`],
    [`{{#if data.x}}${link}{{else if data.y}}x{{/if}}`],
    [`<!-- ${link} -->`],
    [`<!--[if mso]>${link}<![endif]-->`],
    ['<img alt="{{unsubscribe_url}}" src="https://example.com/a.png">'],
    ['<title>{{unsubscribe_url}}</title>'],
    ['{{encode unsubscribe_url}}'],
    ['no link'],
  ])('does not count %s', (html) => {
    expect(alwaysShows(html, 'html', 'unsubscribe_url')).toBe(false);
  });
});

describe('ensureWayOut', () => {
  it('JP-TOKUTEI-8 adds the standard footer to each part that lacks a link, next to the words that one can refuse', () => {
    const made = ensureWayOut('<html><body><p>x</p></body></html>', 'x', marketing);
    expect(made.html).toMatch(/停止できます：<a href="\{\{unsubscribe_url\}\}"[\s\S]*<\/body><\/html>$/);
    expect(made.text).toMatch(/停止できます：\n\{\{unsubscribe_url\}\}/);
    expect(made.warnings.map(({ where }) => where)).toEqual(['html', 'text']);
  });

  it('JP-TOKUTEI-9 names the sender, the postal address and the contact in both parts', () => {
    const { html, text } = ensureWayOut('<p>x</p>', 'x', marketing);
    for (const part of [html, text]) {
      for (const path of ['legal_name', 'postal_address', 'contact']) expect(part).toContain(`{{workspace.${path}}}`);
    }
  });

  it('JP-TOKUTEI-11 writes the footer in legible letters, 12 px on white', () => {
    expect(ensureWayOut('<p>x</p>', 'x', marketing).html).toMatch(/background:#ffffff;color:#4b5563;font:12px/);
  });

  it('speaks the language of the letter', () => {
    expect(ensureWayOut('<p>x</p>', 'x', { ...marketing, locale: 'en' }).text).toContain(
      'stop these emails at any time',
    );
  });

  it('adds nothing where everything is there', () => {
    const html = `<p>${link}${sender}</p>`;
    expect(ensureWayOut(html, `{{unsubscribe_url}} ${sender}`, marketing)).toMatchObject({ html, warnings: [] });
  });

  it('adds only the sender where only that is missing, and no second link', () => {
    const made = ensureWayOut(link, '{{unsubscribe_url}}', marketing);
    expect(made.html.split('{{unsubscribe_url}}')).toHaveLength(2);
    expect(made.html).toContain('{{workspace.postal_address}}');
  });

  it('JP-TOKUTEI-12 names the sender, but offers no link, in other letters that must name it', () => {
    for (const kind of ['transactional_ad', 'consent_request']) {
      const { text } = ensureWayOut('<p>x</p>', 'x', { ...marketing, class: kind });
      expect(text).toContain('{{workspace.legal_name}}');
      expect(text).not.toContain('unsubscribe_url');
    }
  });

  it('leaves a transactional letter as it is', () => {
    expect(ensureWayOut('<p>x</p>', 'x', { ...marketing, class: 'transactional' })).toEqual({
      html: '<p>x</p>',
      text: 'x',
      warnings: [],
    });
  });
});
