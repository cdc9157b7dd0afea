import { compile, listTemplates, loadTemplate } from '@hikyaku/rendering';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { contactPlaceholders, personNamed } from './contact-placeholders.ts';
import { sharedData } from './merge-data.ts';

const workspace = {
  name: 'W',
  legalName: 'W KK',
  postalAddress: 'Tokyo',
  contact: 'help@example.com',
  timeZone: 'Asia/Tokyo',
};
const campaign = { name: 'C', from: { name: 'W', email: 'w@example.com' } };
const shared = sharedData(campaign, workspace, { season: 'autumn' });

async function found(html: string) {
  const source = {
    subject: 'x',
    html: `<html lang="en"><body>${html}<a href="{{unsubscribe_url}}">x</a></body></html>`,
  };
  const compiled = await compile(source, { locale: 'en', class: 'marketing' });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return { ...contactPlaceholders(compiled.compiled, shared), compiled: compiled.compiled };
}

describe('contactPlaceholders', () => {
  it('requires what stands bare, and not what has a fall-back', async () => {
    const html = '{{contact.a}} {{contact.deep.b}} {{default contact.c "?"}} {{#if contact.d}}{{contact.d}}{{/if}}';
    expect((await found(html)).required.sort()).toEqual(['a', 'deep.b']);
  });

  it('requires a field in an address, a day and a list as well', async () => {
    const html = `<a href="{{contact.site}}">x</a> {{date contact.since}} {{number contact.points}}
      {{#each contact.orders}}{{this.title}}<a href="{{this.link}}">x</a>{{/each}}`;
    const { required, problems } = await found(html);
    expect(required.sort()).toEqual(['orders', 'points', 'since', 'site']);
    expect(problems).toEqual([]);
  });

  it('tells what the campaign itself lacks apart from what people may lack', async () => {
    const { required, problems } = await found('{{data.season}} {{data.year}} {{contact.a}}');
    expect(required).toEqual(['a']);
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining('data.year') })]);
  });

  it('finds nothing wrong with any built-in template that has its sample’s data', async () => {
    for (const { name, locales } of await listTemplates()) {
      for (const locale of locales) {
        const template = await loadTemplate(name, locale);
        if (template === undefined) throw new Error(`${name}/${locale} is gone.`);
        const compiled = await compile(template.source, { locale, class: 'marketing' });
        if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
        const data = z.record(z.string(), z.unknown()).parse(template.sample['data'] ?? {});
        const { problems } = contactPlaceholders(compiled.compiled, sharedData(campaign, workspace, data));
        expect({ name, locale, problems }).toEqual({ name, locale, problems: [] });
      }
    }
  });
});

describe('personNamed', () => {
  it('puts the name of each field in its place, inside lists as well', async () => {
    const { compiled } = await found('{{contact.a}}{{#each contact.orders}}{{this.title}}{{/each}}');
    const person = personNamed(compiled, (field) => `[${field}]`);
    expect(person).toMatchObject({ a: '[a]', orders: [{ title: '[orders[].title]' }] });
  });
});
