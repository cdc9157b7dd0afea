import { templateCategories } from '@hikyaku/rendering';
import { z } from 'zod';

/** The languages that templates are written in. */
export const localeValue = z.enum(['ja', 'en']);

/** The screen that a letter is looked at on. */
export const schemeValue = z
  .enum(['light', 'dark'])
  .optional()
  .meta({ description: "As on a light or a dark screen; as the reader's own when left out." });

const phrase = z.strictObject({ ja: z.string(), en: z.string() });

/** What a template is, for choosing one. */
export const templateEntrySchema = z
  .strictObject({
    name: z.string(),
    locales: z.array(localeValue),
    class: z.string().meta({ description: 'The message class of letters made from it.' }),
    category: z.enum(templateCategories),
    title: phrase,
    lead: phrase,
  })
  .meta({ id: 'TemplateEntry' });

/** A built-in template, with data that shows it. */
export const templateSchema = z
  .strictObject({
    name: z.string(),
    locale: localeValue,
    subject: z.string(),
    mjml: z.string(),
    data: z.record(z.string(), z.unknown()).meta({ description: 'What shows it at its best, for {{data.…}}.' }),
    asks: z.array(z.string()).meta({ description: 'Everything it asks of its data, such as `articles[].image_url`.' }),
  })
  .meta({ id: 'Template', description: 'A built-in template: what a newsletter can be begun with.' });

/** A letter's words, and how large it is. */
export const writtenSchema = z
  .strictObject({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    htmlBytes: z.int().meta({ description: 'Gmail clips what is above 104,448.' }),
  })
  .meta({ id: 'WrittenLetter' });

/** A letter's words, in the shape of `writtenSchema`. */
export function writtenView({ subject, html, text }: { subject: string; html: string; text: string }) {
  return { subject, html, text, htmlBytes: Buffer.byteLength(html) };
}
