import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Locale, Source } from './template.ts';

/** A built-in template as its designer left it: the source, and data that shows it at its best. */
export type LoadedTemplate = { name: string; locale: Locale; source: Source; sample: Record<string, unknown> };

/** What templates are looked for by: `system` is for letters that answer what one person did. */
export const templateCategories = ['news', 'event', 'offer', 'hello', 'system'] as const;

/** What a template is, in every language: the `about.json` of its folder. `class` is the message class of letters made from it. */
export type AboutTemplate = z.infer<typeof aboutShape>;

/** A built-in template's name, the languages it speaks, and what it is. */
export type TemplateEntry = AboutTemplate & { name: string; locales: Locale[] };

/** The folder of the built-in templates. */
export const templatesFolder: string = fileURLToPath(new URL('../../../templates', import.meta.url));

const folderName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const allLocales: readonly Locale[] = ['en', 'ja'];
const phrase = z.strictObject({ ja: z.string(), en: z.string() });
const aboutShape = z.strictObject({
  category: z.enum(templateCategories),
  class: z.string(),
  title: phrase,
  lead: phrase,
});

/** Reads one template; undefined when there is none of that name and language. */
export async function loadTemplate(
  name: string,
  locale: Locale,
  folder: string = templatesFolder,
): Promise<LoadedTemplate | undefined> {
  if (!folderName.test(name)) return undefined;
  const read = (file: string) => readFile(path.join(folder, name, locale, file), 'utf8');
  try {
    const [mjml, subject, sample] = await Promise.all([
      read('template.mjml'),
      read('subject.hbs'),
      read('sample.json'),
    ]);
    return { name, locale, source: { subject: subject.trim(), mjml }, sample: parseSample(sample) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new Error(`The template ${name}/${locale} in ${folder} cannot be read.`, { cause: error });
  }
}

/** Lists the templates of a folder by name. */
export async function listTemplates(folder: string = templatesFolder): Promise<TemplateEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && folderName.test(entry.name))
    .map((entry) => entry.name);
  const listed = await Promise.all(
    names.sort().map(async (name): Promise<TemplateEntry> => {
      const inside = await readdir(path.join(folder, name));
      const about = await readAbout(path.join(folder, name, 'about.json'));
      return { name, locales: allLocales.filter((locale) => inside.includes(locale)), ...about };
    }),
  );
  return listed.filter((entry) => entry.locales.length > 0);
}

async function readAbout(file: string): Promise<AboutTemplate> {
  try {
    return aboutShape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file} cannot be read: it says category, class, title and lead.`, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

function parseSample(json: string): Record<string, unknown> {
  const sample: unknown = JSON.parse(json);
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample))
    throw new Error('sample.json must be an object.');
  return { ...sample };
}
