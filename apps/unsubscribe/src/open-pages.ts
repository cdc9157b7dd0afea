import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { Locale } from './choose-locale.ts';
import type { Page } from './page.ts';
import { pageWords } from './page-words.ts';

/** The pages, ready to be shown, and their one style sheet with the path it is served under. */
export type Pages = {
  render: (page: Page, locale: Locale) => string;
  styleSheet: { path: string; css: string };
};

/** Reads and compiles the views, once. `basePath` is what a proxy puts before our paths: empty, or `/mail`. */
export function openPages(basePath = ''): Pages {
  const views = readViews();
  const css = readFileSync(new URL('views/style.css', import.meta.url), 'utf8');
  // The path changes with the content, so that it may be cached for good.
  const path = `/style-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`;
  return {
    styleSheet: { path, css },
    render: (page, locale) => {
      const told = pageWords(page, locale);
      const content = views(page.name, told);
      return views('layout', {
        name: page.name,
        lang: locale,
        title: told.heading,
        stylesheet: `${basePath}${path}`,
        content,
      });
    },
  };
}

function readViews(): (name: string, values: object) => string {
  const handlebars = Handlebars.create();
  const folder = new URL('views/', import.meta.url);
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.hbs'))) {
    const name = file.slice(0, -'.hbs'.length);
    const template = handlebars.compile(readFileSync(new URL(file, folder), 'utf8'), { knownHelpersOnly: true });
    handlebars.registerPartial(name, template);
    templates.set(name, template);
  }
  return (name, values) => {
    const template = templates.get(name);
    if (template === undefined) throw new Error(`There is no view "${name}".`);
    return template(values).replace(/^\s*\n/gm, '');
  };
}
