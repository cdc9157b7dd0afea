import { errorFacts } from '@hikyaku/log';
import type { Request, RequestHandler } from 'express';
import { chooseLocale } from './choose-locale.ts';
import type { Dependencies } from './dependencies.ts';
import type { Pages } from './open-pages.ts';
import { oneClick } from './one-click.ts';
import type { Page } from './page.ts';
import { pressButton, pressUndo } from './press-button.ts';
import { type Answer, readAnswer } from './read-answer.ts';
import { readBody } from './read-body.ts';
import { refuseToken } from './refuse-token.ts';
import { replyPage, replySentence } from './reply.ts';
import { standInHolder } from './stand-in-holder.ts';
import { tokenIn } from './token-in.ts';
import type { Visit } from './visit.ts';

const mostBodyBytes = 8 * 1024;

/**
 * Everything under /u/: the token is verified before anything is looked up or written (R8058-8), GET and HEAD only look (R8058-6),
 * POST acts. Never a redirect, and nothing but the address is needed: no cookie, Origin, Referer or User-Agent (R8058-4, R8058-5).
 */
export function letterDoor(deps: Dependencies, pages: Pages, mayGuess: (client: string) => boolean): RequestHandler {
  return async (request, response) => {
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
      response.set('Allow', 'GET, HEAD, POST');
      return replySentence(response, 405, 'Only GET, HEAD and POST are answered here.');
    }
    const asked = request.headers['accept-language'];
    const token = deps.readToken(tokenIn(request.path));
    if (token === undefined) return refuseToken(request, response, pages, mayGuess);
    const answer = request.method === 'POST' ? await readPosted(request) : undefined;
    try {
      const known = await (answer?.kind === 'one-click' ? deps.door.senderOf(token) : deps.door.holderOf(token));
      const locale = chooseLocale(asked, known?.holder?.locale ?? 'ja');
      const holder = known === undefined ? standInHolder(token, locale) : known.holder;
      if (holder === undefined) return replyPage(response, pages, 404, { name: 'unknown' }, locale);
      await act({ deps, pages, request, response, token, holder, locale }, answer);
    } catch (error) {
      // Not even this machine's disk took it: never a false "done" (R8058-9).
      deps.log.error(errorFacts(error), 'could not answer');
      response.set('Retry-After', '30');
      const retry: Page = { name: 'unavailable', ...(answer?.kind === 'button' ? { scope: answer.scope } : {}) };
      replyPage(response, pages, 503, retry, chooseLocale(asked, 'ja'));
    }
  };
}

async function act(visit: Visit, answer: Answer | { kind: 'too-long' } | undefined): Promise<void> {
  switch (answer?.kind) {
    case 'one-click':
      return oneClick(visit);
    case 'button':
      return pressButton(visit, answer.scope);
    case 'undo':
      return pressUndo(visit, answer.nonce);
    case 'too-long':
      return show(visit, 413, 'tooLong');
    case 'neither':
      return show(visit, 400, 'malformed');
    case undefined:
      return show(visit, 200);
  }
}

function show({ response, pages, holder, locale, token }: Visit, status: number, note?: 'malformed' | 'tooLong'): void {
  const said = token.kind === 'inert' ? 'demo' : note;
  // A sample shows the page as its readers will first meet it, whatever the tester has stopped.
  const shown = token.kind === 'inert' ? { ...holder, stopped: { list: false, marketing: false } } : holder;
  const page: Page = { name: 'choose', holder: shown, ...(said === undefined ? {} : { note: said }) };
  replyPage(response, pages, status, page, locale);
}

async function readPosted(request: Request): Promise<Answer | { kind: 'too-long' }> {
  const body = await readBody(request, mostBodyBytes);
  return body.ok ? readAnswer(request.headers['content-type'], body.bytes) : { kind: 'too-long' };
}
