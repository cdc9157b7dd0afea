import { Router } from 'express';
import type { Request, Response } from 'express';
import type { Archive } from '../archive.ts';
import { htmlOf, openLetter } from '../letters.ts';
import { postOneClick } from '../one-click.ts';
import type { OneClickResult } from '../one-click.ts';
import type { Receiver } from '../receiver.ts';
import { letterPolicy } from './guard.ts';
import { inboxView } from './inbox-view.ts';
import { letterView, tabs } from './letter-view.ts';
import { letterId, text, wholeNumber } from './query.ts';
import type { Render } from './render.ts';
import { words } from './words.ts';
import type { Language } from './words.ts';

/** The pages that people look at. */
export function createPages({
  archive,
  receiver,
  render,
}: {
  archive: Archive;
  receiver: Receiver;
  render: Render;
}): Router {
  const pages = Router();

  function show(request: Request, response: Response, page: Parameters<Render>[0], view: object = {}): void {
    const language = languageOf(request);
    const latest = Number.MAX_SAFE_INTEGER;
    const before = wholeNumber(request, 'before', { from: 1, to: latest, otherwise: latest }) ?? latest;
    const query = { recipient: text(request, 'recipient'), before, current: letterId(request) };
    const common = {
      inbox: inboxView(archive, query, language, new Date()),
      smtpPort: receiver.port,
      scripted: receiver.script().rules.length > 0 || receiver.script().maxConnections !== null,
    };
    response.set({ Vary: 'Accept-Language', 'Content-Language': language });
    response.type('html').send(render(page, language, { ...common, ...view }));
  }

  async function showLetter(request: Request, response: Response, result: OneClickResult | null): Promise<void> {
    const letter = await openLetter(archive, letterId(request));
    if (!letter) return show(request, response.status(404), 'missing');
    const asked = tabs.find((tab) => tab === text(request, 'view')) ?? null;
    show(request, response, 'letter', { letter: letterView(letter, asked, languageOf(request), result) });
  }

  pages.get('/', (request, response) => show(request, response, 'welcome'));

  pages.get('/letters/:id', (request, response) => showLetter(request, response, null));

  pages.post('/letters/:id/unsubscribe', async (request, response) => {
    const opened = (await openLetter(archive, letterId(request)))?.opened;
    const result = opened?.offer.kind === 'offered' ? await postOneClick(opened.offer.url) : null;
    await showLetter(request, response, result);
  });

  pages.get('/letters/:id/unsubscribe', (request, response) => response.redirect(303, `/letters/${letterId(request)}`));

  pages.get('/letters/:id/html', async (request, response) => {
    const opened = (await openLetter(archive, letterId(request)))?.opened;
    const html = opened ? htmlOf(opened.email) : null;
    response.set({ 'Content-Security-Policy': letterPolicy, 'Referrer-Policy': 'no-referrer' });
    if (html === null) response.status(404).type('text').send(words[languageOf(request)].noHtml);
    else response.type('html').send(openLinksOutside(html));
  });

  pages.post('/empty', (_request, response) => {
    archive.clear();
    response.redirect(303, '/');
  });

  pages.use((request, response) => show(request, response.status(404), 'missing'));
  return pages;
}

const languageOf = (request: Request): Language => (request.acceptsLanguages('en', 'ja') === 'ja' ? 'ja' : 'en');

/** A link in the letter opens a tab of its own; put behind <head> or the doctype, so that the mode of rendering stays. */
function openLinksOutside(html: string): string {
  const base = '<base target="_blank">';
  const head = /<head[^>]*>|<!doctype[^>]*>/gi;
  let end = 0;
  for (const match of html.matchAll(head)) end = match.index + match[0].length;
  return `${html.slice(0, end)}${base}${html.slice(end)}`;
}
