import { errorFacts } from '@hikyaku/log';
import {
  endWish,
  findPreferences,
  leave,
  offerUndo,
  type Preferences,
  type ReadPersonToken,
  undo,
  requestLetter,
} from '@hikyaku/suppression';
import type { Request, RequestHandler, Response } from 'express';
import { chooseLocale, type Locale } from './choose-locale.ts';
import { clientNetwork } from './client-network.ts';
import type { Dependencies } from './dependencies.ts';
import type { Pages } from './open-pages.ts';
import type { Said, Told } from './preferences-page.ts';
import { readBody } from './read-body.ts';
import { type PreferencesAnswer, readPreferences } from './read-preferences.ts';
import { refuseToken } from './refuse-token.ts';
import { replyPage, replySentence } from './reply.ts';
import { tokenIn } from './token-in.ts';

const mostBodyBytes = 16 * 1024;

/**
 * Everything under /p/: a person's own settings at one sender. Its token is of its own purpose and grows old; with it a person can get
 * less, take back what they have just done, and end a wish of their own, but undo no older "no" (TOK-6, TOK-7). GET changes nothing.
 */
export function preferencesDoor(
  deps: Dependencies,
  pages: Pages,
  mayGuess: (client: string) => boolean,
  mayAsk: (client: string) => boolean,
): RequestHandler {
  return async (request, response) => {
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
      response.set('Allow', 'GET, HEAD, POST');
      return replySentence(response, 405, 'Only GET, HEAD and POST are answered here.');
    }
    const asked = request.headers['accept-language'];
    const token = deps.readPreferencesToken(tokenIn(request.path));
    if (token === undefined) return refuseToken(request, response, pages, mayGuess);
    const body = request.method === 'POST' ? await readBody(request, mostBodyBytes) : undefined;
    try {
      const known = await deps.door.ask(async (db) => ({ before: await findPreferences(db, token) }));
      if (known === undefined) return unavailable(response, pages, chooseLocale(asked, 'ja'));
      const { before } = known;
      if (before === undefined) return replyPage(response, pages, 404, { name: 'unknown' }, chooseLocale(asked, 'ja'));
      const locale = chooseLocale(asked, before.locale);
      const answer = body?.ok ? readPreferences(request.headers['content-type'], body.bytes) : undefined;
      if (token.kind === 'expired') {
        if (answer?.kind !== 'link') return replyPage(response, pages, 410, { name: 'expired' }, locale);
        return await sendLink({ deps, pages, response, token, locale }, mayAsk(clientNetwork(request.ip)));
      }
      const visit = { deps, pages, response, token, locale };
      if (body === undefined) return await show(visit, 200);
      if (!body.ok) return await show(visit, 413, { said: { kind: 'tooLong' } });
      await act(visit, before, answer ?? { kind: 'neither' }, request, mayAsk);
    } catch (error) {
      deps.log.error(errorFacts(error), 'could not answer');
      unavailable(response, pages, chooseLocale(asked, 'ja'));
    }
  };
}

type PreferencesVisit = {
  deps: Dependencies;
  pages: Pages;
  response: Response;
  token: ReadPersonToken;
  locale: Locale;
};

/** Does what was asked, and says how things stand then. What could not be stored is never said to be done. */
async function act(
  visit: PreferencesVisit,
  before: Preferences,
  answer: PreferencesAnswer,
  request: Request,
  mayAsk: (client: string) => boolean,
): Promise<void> {
  const { workspaceId, addressKey } = visit.token;
  const person = { workspaceId, addressKey };
  switch (answer.kind) {
    case 'lists': {
      const lists = before.lists.filter(({ id, state }) => state !== 'left' && answer.stop.includes(id));
      if (lists.length === 0) return show(visit, 200, { said: { kind: 'nothing' } });
      const asked = lists.map(({ id }) => ({ ...person, scope: 'list' as const, listId: id }));
      return stop(visit, request, asked, { kind: 'lists', lists: lists.map(({ name }) => name) });
    }
    case 'everything':
      return stop(visit, request, [{ ...person, scope: 'marketing', listId: null }], { kind: 'everything' });
    case 'snooze': {
      const until = new Date(nowOf(visit).getTime() + answer.days * 86_400_000);
      return stop(visit, request, [{ ...person, scope: 'snooze', until, listId: null }], { kind: 'snooze', until });
    }
    case 'fewer': {
      const { most, days } = answer;
      return stop(visit, request, [{ ...person, scope: 'fewer', most, days, listId: null }], {
        kind: 'fewer',
        most,
        days,
      });
    }
    case 'end': {
      const ended = await visit.deps.door.ask((db) => endWish(db, { ...person, scope: answer.scope }, source));
      if (ended === undefined) return unavailable(visit.response, visit.pages, visit.locale);
      const kind = answer.scope === 'snooze' ? 'endSnooze' : 'endFewer';
      return show(visit, 200, { said: { kind: ended ? kind : 'nothing' } });
    }
    case 'undo': {
      const outcome = await visit.deps.door.ask((db) => undo(db, person, answer.nonce));
      if (outcome === undefined) return unavailable(visit.response, visit.pages, visit.locale);
      return show(visit, 200, { said: { kind: outcome } });
    }
    case 'rejoin': {
      const left = before.lists.find(({ id, state }) => id === answer.listId && state === 'left');
      if (left === undefined || before.everything === 'lasting')
        return show(visit, 400, { said: { kind: 'malformed' } });
      if (!mayAsk(clientNetwork(request.ip))) return show(visit, 429, { said: { kind: 'often' } });
      const wanted = { kind: 'rejoin', ...person, listId: left.id, locale: visit.locale } as const;
      const stored = await visit.deps.door.ask((db) => requestLetter(db, wanted).then(() => true));
      if (stored === undefined) return unavailable(visit.response, visit.pages, visit.locale);
      return show(visit, 200, { said: { kind: 'rejoin' } });
    }
    case 'link':
    case 'neither':
      return show(visit, 400, { said: { kind: 'malformed' } });
  }
}

/** A new link goes to the address itself, so that whoever holds an old one learns nothing. */
async function sendLink({ deps, pages, response, token, locale }: PreferencesVisit, may: boolean): Promise<void> {
  if (!may) {
    response.set('Retry-After', '3600');
    return replyPage(response, pages, 429, { name: 'asked-often' }, locale);
  }
  const { workspaceId, addressKey } = token;
  const stored = await deps.door.ask((db) =>
    requestLetter(db, { kind: 'preferences', workspaceId, addressKey, locale }).then(() => true),
  );
  if (stored === undefined) return unavailable(response, pages, locale);
  replyPage(response, pages, 200, { name: 'asked' }, locale);
}

const source = 'preferences';
const longestUserAgent = 200;

/** Stops something through the one verb behind every door, says so, and offers to take back what it began. */
async function stop(
  visit: PreferencesVisit,
  request: Request,
  asked: Parameters<typeof leave>[1],
  said: Said,
): Promise<void> {
  const { deps, token } = visit;
  const userAgent = (request.headers['user-agent'] ?? '').slice(0, longestUserAgent);
  const how = { reason: 'unsubscribed', source, details: { method: source, userAgent } } as const;
  const done = await deps.door.ask(async (db) => {
    const left = await leave(db, asked, how, deps.waiting);
    const { begun } = left.suppressed;
    return { left, offered: begun.length === 0 ? {} : { nonce: await offerUndo(db, token, begun) } };
  });
  if (done === undefined) return unavailable(visit.response, visit.pages, visit.locale);
  const { left, offered } = done;
  const { outcome } = left.suppressed;
  deps.log.info(
    { method: source, asked: said.kind, outcome, answer: left.kind, waitedMs: Math.round(left.waitedMs) },
    'left',
  );
  const onItsWay = left.kind === 'on-the-wire';
  await show(visit, onItsWay ? 202 : 200, { said, onItsWay, ...offered });
}

/** The page as things stand now. */
async function show(visit: PreferencesVisit, status: number, told: Told = {}): Promise<void> {
  const { deps, response, pages, token, locale } = visit;
  const known = await deps.door.ask((db) => findPreferences(db, token));
  if (known === undefined) return unavailable(response, pages, locale);
  replyPage(response, pages, status, { name: 'preferences', preferences: known, now: nowOf(visit), ...told }, locale);
}

function nowOf({ deps }: PreferencesVisit): Date {
  return deps.now?.() ?? new Date();
}

/** The database is away: unlike a plain "no" these settings are not recorded elsewhere, so nothing is said to be done. */
function unavailable(response: Response, pages: Pages, locale: Locale): void {
  response.set('Retry-After', '30');
  replyPage(response, pages, 503, { name: 'unavailable' }, locale);
}
