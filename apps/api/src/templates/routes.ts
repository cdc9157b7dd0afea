import { listTemplates, loadTemplate } from '@hikyaku/rendering';
import { z } from 'zod';
import { noBody } from '../http/payload.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';

const localeValue = z.enum(['ja', 'en']);
const entrySchema = z.strictObject({ name: z.string(), locales: z.array(localeValue) });
const templateSchema = z
  .strictObject({
    name: z.string(),
    locale: localeValue,
    subject: z.string(),
    mjml: z.string(),
    data: z.record(z.string(), z.unknown()).meta({ description: 'What shows it at its best, for {{data.…}}.' }),
  })
  .meta({ id: 'Template', description: 'A built-in template: what a newsletter can be begun with.' });

/** /templates: the built-in ones. They are files, the same for every workspace. */
export function templateRoutes(): Route[] {
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
          body: z.strictObject({ items: z.array(entrySchema), nextCursor: z.null() }),
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
      params: z.strictObject({ name: z.string().max(100) }),
      query: z.strictObject({ locale: localeValue.default('ja') }),
      body: noBody,
      answers: { 200: { description: 'The template.', body: templateSchema } },
      async handle({ params, query }) {
        const found = await loadTemplate(params.name, query.locale);
        if (found === undefined) return notFound('template');
        const { data } = z.looseObject({ data: z.record(z.string(), z.unknown()).default({}) }).parse(found.sample);
        const { name, locale, source } = found;
        return ok({ name, locale, subject: source.subject, mjml: source.mjml ?? '', data });
      },
    }),
  ];
}
