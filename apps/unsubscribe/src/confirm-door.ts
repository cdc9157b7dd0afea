import { confirmable } from '@hikyaku/suppression';
import { confirmSubscription } from '@hikyaku/audience';
import type { RequestHandler } from 'express';
import { chooseLocale } from './choose-locale.ts';
import type { Dependencies } from './dependencies.ts';
import type { Pages } from './open-pages.ts';
import { refuseToken } from './refuse-token.ts';
import { replyPage, replySentence } from './reply.ts';
import { tokenIn } from './token-in.ts';

/**
 * Everything under /c/: the second half of a double opt-in. The link came by mail to the address it speaks of; GET shows one button, and
 * only its press confirms (JP-TOKUTEI-20): scanners follow links.
 */
export function confirmDoor(deps: Dependencies, pages: Pages, mayGuess: (client: string) => boolean): RequestHandler {
  return async (request, response) => {
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
      response.set('Allow', 'GET, HEAD, POST');
      return replySentence(response, 405, 'Only GET, HEAD and POST are answered here.');
    }
    const asked = request.headers['accept-language'];
    const token = deps.readConfirmToken(tokenIn(request.path));
    if (token === undefined || token.listId === null) return refuseToken(request, response, pages, mayGuess);
    if (token.kind === 'expired')
      return replyPage(response, pages, 410, { name: 'expired' }, chooseLocale(asked, 'ja'));
    const { workspaceId, listId } = token;
    const found = await deps.door.ask(async (db) => {
      const person = await confirmable(db, { ...token, listId });
      if (person === undefined || request.method !== 'POST') return { person, confirmed: false };
      const evidence = { source: 'confirmation link', userAgent: (request.headers['user-agent'] ?? '').slice(0, 200) };
      const confirmed = await confirmSubscription(db, { workspaceId, contactId: person.contactId, listId, evidence });
      return { person: await confirmable(db, { ...token, listId }), confirmed };
    });
    if (found === undefined) {
      response.set('Retry-After', '30');
      return replyPage(response, pages, 503, { name: 'unavailable' }, chooseLocale(asked, 'ja'));
    }
    if (found.person === undefined)
      return replyPage(response, pages, 404, { name: 'unknown' }, chooseLocale(asked, 'ja'));
    const locale = chooseLocale(asked, found.person.locale);
    if (found.confirmed) deps.log.info({ stopped: found.person.stopped }, 'confirmed');
    replyPage(response, pages, 200, { name: 'confirm', confirmed: found.confirmed, person: found.person }, locale);
  };
}
