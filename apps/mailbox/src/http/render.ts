import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { Language, Words } from './words.ts';
import { words } from './words.ts';

/** Renders a page of the mailbox in one language, inside the common frame. */
export type Render = (page: 'welcome' | 'letter' | 'missing', language: Language, view: object) => string;

/** Compiles the views once. */
export function createRender(): Render {
  const handlebars = Handlebars.create();
  const source = (name: string): string => readFileSync(new URL(`../views/${name}.hbs`, import.meta.url), 'utf8');
  handlebars.registerPartial('inbox', source('inbox'));
  const compile = (name: string) => handlebars.compile(source(name), { knownHelpersOnly: true });
  const frame = compile('frame');
  const pages = { welcome: compile('welcome'), letter: compile('letter'), missing: compile('missing') };
  return (page, language, view) => {
    const context: { language: Language; words: Words; page: string } = {
      language,
      words: words[language],
      page: `page-${page}`,
    };
    // The inner page is made by our own templates, which escape every value.
    const body = new Handlebars.SafeString(pages[page]({ ...view, ...context }));
    return frame({ ...view, ...context, body });
  };
}
