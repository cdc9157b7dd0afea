import type { Response } from 'express';
import type { Locale } from './choose-locale.ts';
import type { Page } from './page.ts';
import type { Pages } from './open-pages.ts';

/** Answers with a page; for HEAD its headers alone. */
export function replyPage(response: Response, pages: Pages, status: number, page: Page, locale: Locale): void {
  inLanguage(response, locale).status(status).type('html').send(pages.render(page, locale));
}

/** Answers with one sentence, for programs and for people who see what a program was told. */
export function replySentence(response: Response, status: number, sentence: string, locale: Locale = 'en'): void {
  inLanguage(response, locale).status(status).type('text/plain').send(`${sentence}\n`);
}

function inLanguage(response: Response, locale: Locale): Response {
  return response.vary('Accept-Language').set('Content-Language', locale);
}
