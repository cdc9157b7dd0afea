import type { Request, Response } from 'express';
import { chooseLocale } from './choose-locale.ts';
import { clientNetwork } from './client-network.ts';
import type { Pages } from './open-pages.ts';
import { replyPage } from './reply.ts';

/** The one answer to a token that is none (TOK-3): the same page for whatever reason; 429 for a client that keeps guessing (WEB-6). */
export function refuseToken(
  request: Request,
  response: Response,
  pages: Pages,
  mayGuess: (client: string) => boolean,
): void {
  const locale = chooseLocale(request.headers['accept-language'], 'ja');
  if (mayGuess(clientNetwork(request.ip))) return replyPage(response, pages, 404, { name: 'unknown' }, locale);
  response.set('Retry-After', '60');
  replyPage(response, pages, 429, { name: 'busy' }, locale);
}
