import { addressKey, parseAddress } from '@hikyaku/message';
import { requestLetter } from '@hikyaku/suppression';
import type { RequestHandler } from 'express';
import { chooseLocale } from './choose-locale.ts';
import { clientNetwork } from './client-network.ts';
import type { Dependencies } from './dependencies.ts';
import { formFields } from './form-fields.ts';
import type { Pages } from './open-pages.ts';
import { readBody } from './read-body.ts';
import { replyPage } from './reply.ts';

const mostBodyBytes = 4 * 1024;

/**
 * POST /: somebody who has no letter at hand types an address, and a link to its settings goes there by mail, if anybody here writes to it.
 * The answer and the work are the same whether anybody does (WEB-4): a row for a sender. `mayAsk` bounds how often one network asks; the
 * way out of a letter is never bounded.
 */
export function askForLetter(deps: Dependencies, pages: Pages, mayAsk: (client: string) => boolean): RequestHandler {
  return async (request, response) => {
    const locale = chooseLocale(request.headers['accept-language'], 'ja');
    const body = await readBody(request, mostBodyBytes);
    const typed = body.ok ? (formFields(request.headers['content-type'], body.bytes).get('email') ?? '') : '';
    const parsed = parseAddress(typed);
    if (!parsed.ok) return replyPage(response, pages, 400, { name: 'home', wrong: true }, locale);
    if (!mayAsk(clientNetwork(request.ip))) {
      response.set('Retry-After', '3600');
      return replyPage(response, pages, 429, { name: 'asked-often' }, locale);
    }
    const key = addressKey(deps.pepper, parsed.address);
    const stored = await deps.door.ask(async (db) => {
      await requestLetter(db, { kind: 'preferences', addressKey: key, typed: parsed.address.envelope, locale });
      return true;
    });
    deps.log.info({ stored: stored === true }, 'letter asked for');
    if (stored === true) return replyPage(response, pages, 200, { name: 'asked' }, locale);
    response.set('Retry-After', '30');
    replyPage(response, pages, 503, { name: 'home', wrong: false }, locale);
  };
}
