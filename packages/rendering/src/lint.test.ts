import { describe, expect, it } from '@jest/globals';
import { lint } from './lint.ts';
import { parseTemplate } from './parse-template.ts';

const faults = (source: string) => {
  const parsed = parseTemplate(source, 'html');
  if (!parsed.ok) throw new Error(`not readable: ${source}`);
  return lint(parsed.program, 'html');
};

describe('lint', () => {
  it('passes what templates are made of', () => {
    const source = `{{contact.name}} {{default contact.name 'you'}} {{#if (and contact.a (not (eq data.b 1)))}}x{{else if data.c}}y{{/if}}
      {{#each data.items as |item at|}}{{item.title}} {{at}} {{@index}} {{this.title}} {{title}} {{@root.contact.name}}{{/each}}
      {{#with data.hero}}{{title}}{{/with}} {{date data.at 'long' zone='UTC'}} {{number data.n currency='JPY'}} {{> legal}} {{unsubscribe_url}}`;
    expect(faults(source)).toEqual([]);
  });

  it('refuses an unknown placeholder with its line and column and the names there are', () => {
    const [problem] = faults('a\nb {{unsubscribe_ulr}}');
    expect(problem).toMatchObject({ line: 2, column: 5 });
    expect(problem?.message).toContain('unsubscribe_url');
  });

  it.each([
    ['{{* decorator}}'],
    ['{{& contact.name}}'],
    ['{{> other}}'],
    ['{{> (data.name)}}'],
    ['{{> legal data.x}}'],
    ['{{#> legal}}x{{/legal}}'],
    ['{{log contact.email}}'],
    ['{{lookup contact "email"}}'],
    ['{{helperMissing}}'],
    ['{{blockHelperMissing}}'],
    ['{{#blockHelperMissing contact}}x{{/blockHelperMissing}}'],
    ['{{#contact}}x{{/contact}}'],
    ['{{^contact}}x{{/contact}}'],
    ['{{^if contact.name}}x{{/if}}'],
    ['{{contact.constructor}}'],
    ['{{contact.__proto__.x}}'],
    ['{{#with contact.constructor}}{{/with}}'],
    ['{{#each data.x}}{{this.constructor}}{{/each}}'],
    ['{{default contact.prototype "x"}}'],
    ['{{@root.constructor}}'],
    ['{{@data}}'],
    ['{{contact.push 1}}'],
    ['{{"contact"}}'],
    ['{{$html contact.name "x"}}'],
    ['{{this}}'],
    ['{{../contact.name}}'],
    ['{{#if}}x{{/if}}'],
    ['{{#if contact.a contact.b}}x{{/if}}'],
    ['{{default contact.name}}'],
    ['{{date data.at wrong=1}}'],
    ['{{#each data.x}}{{unsubscribe_url}}{{/each}}'],
  ])('refuses %s', (source) => {
    expect(faults(source)).not.toEqual([]);
  });
});
