import {
  compile,
  listTemplates,
  loadTemplate,
  placeholders,
  type Rendered,
  sampleLetter,
  type Source,
} from '@hikyaku/rendering';
import { z } from 'zod';
import { noBody } from '../http/payload.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineOpenRoute, defineRoute, none, type Route } from '../http/route.ts';
import { localeValue, templateEntrySchema, templateSchema, writtenSchema, writtenView } from './schema.ts';

const one = z.strictObject({ name: z.string().max(100) });
const spoken = z.strictObject({ locale: localeValue.default('ja') });

/** /templates: the built-in ones. They are files, the same for every workspace. */
export function templateRoutes(): Route[] {
  const sample = sampleLetters();
  return [
    defineRoute({
      method: 'get',
      path: '/templates',
      tag: 'Templates',
      summary: 'The built-in templates, by name',
      params: none,
      query: none,
      body: noBody,
      answers: {
        200: {
          description: 'All of them.',
          body: z.strictObject({ items: z.array(templateEntrySchema), nextCursor: z.null() }),
        },
      },
      async handle() {
        return ok({ items: await listTemplates(), nextCursor: null });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/templates/:name',
      tag: 'Templates',
      summary: 'One built-in template, with data that shows it',
      params: one,
      query: spoken,
      body: noBody,
      answers: { 200: { description: 'The template.', body: templateSchema } },
      async handle({ params, query }) {
        const found = await loadTemplate(params.name, query.locale);
        if (found === undefined) return notFound('template');
        const { data } = z.looseObject({ data: z.record(z.string(), z.unknown()).default({}) }).parse(found.sample);
        const { name, locale, source } = found;
        const asks = await dataAsked(source, locale);
        return ok({ name, locale, subject: source.subject, mjml: source.mjml ?? '', data, asks });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/templates/:name/sample',
      tag: 'Templates',
      summary: 'The letter that a built-in template makes of its own sample',
      params: one,
      query: spoken,
      body: noBody,
      answers: { 200: { description: 'Subject, HTML and text.', body: writtenSchema } },
      async handle({ params, query }) {
        const letter = await sample(params.name, query.locale);
        return letter === undefined ? notFound('template') : ok(writtenView(letter));
      },
    }),
    // Open: it is the same for everybody, and a gallery asks for a dozen at once.
    defineOpenRoute({
      method: 'get',
      path: '/templates/:name/sample/page',
      tag: 'Templates',
      summary: 'The HTML of that letter as a page of its own, in which no script runs',
      params: one,
      query: spoken,
      body: noBody,
      answers: { 200: { description: 'The page, for a sandboxed frame of this address.', body: 'text/html' } },
      async handle({ params, query }) {
        const letter = await sample(params.name, query.locale);
        return letter === undefined ? notFound('template') : { kind: 'letter', html: letter.html, keptSeconds: 3_600 };
      },
    }),
  ];
}

/** What a source asks of its data, without the `data.` before it. */
async function dataAsked(source: Source, locale: 'ja' | 'en'): Promise<string[]> {
  const made = await compile(source, { locale, class: 'marketing' });
  const paths = made.ok ? placeholders(made.compiled) : [];
  return paths.filter((path) => path.startsWith('data.')).map((path) => path.slice('data.'.length));
}

/** Each sample is written once, for the files do not change while the app runs, and one at a time, so that others are answered between. */
function sampleLetters(): (name: string, locale: 'ja' | 'en') => Promise<Rendered | undefined> {
  const written = new Map<string, Rendered>();
  let last: Promise<unknown> = Promise.resolve();
  const write = async (name: string, locale: 'ja' | 'en') => {
    const key = `${locale}/${name}`;
    const known = written.get(key);
    if (known !== undefined) return known;
    const template = await loadTemplate(name, locale);
    if (template === undefined) return undefined;
    const about = (await listTemplates()).find((entry) => entry.name === name);
    const letter = await sampleLetter({ ...template, class: about?.class ?? 'marketing' });
    if (letter !== undefined) written.set(key, letter);
    return letter;
  };
  return (name, locale) => {
    const next = last.then(() => write(name, locale));
    last = next.catch(() => undefined);
    return next;
  };
}
