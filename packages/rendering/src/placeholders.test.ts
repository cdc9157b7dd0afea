import { describe, expect, it } from '@jest/globals';
import { placeholders } from './placeholders.ts';

describe('placeholders', () => {
  it('lists every path from the top once, through loops, groups, aliases and functions', () => {
    const compiled = {
      subject: `{{default contact.name 'x'}}`,
      html: `{{#each data.items}}{{title}}{{#each ../data.tags}}{{this}}{{/each}}{{@index}}{{else}}{{data.none}}{{/each}}
        {{#with data.hero as |hero|}}{{hero.title}}{{body}}{{/with}}{{#if (eq contact.plan data.plan)}}{{unsubscribe_url}}{{/if}}`,
      text: '{{#each data.items as |item|}}{{item.title}}{{@root.workspace.name}}{{/each}}',
    };
    expect(placeholders(compiled)).toEqual([
      'contact.name',
      'contact.plan',
      'data.hero',
      'data.hero.body',
      'data.hero.title',
      'data.items',
      'data.items[].title',
      'data.none',
      'data.plan',
      'data.tags',
      'data.tags[]',
      'unsubscribe_url',
      'workspace.name',
    ]);
  });
});
