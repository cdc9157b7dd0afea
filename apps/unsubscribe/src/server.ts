import { errorFacts } from '@hikyaku/log';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { accessLog } from './access-log.ts';
import { askForLetter } from './ask-for-letter.ts';
import { chooseLocale } from './choose-locale.ts';
import { confirmDoor } from './confirm-door.ts';
import type { Dependencies } from './dependencies.ts';
import { guessLimit } from './guess-limit.ts';
import { imageDoor } from './image-door.ts';
import { letterDoor } from './letter-door.ts';
import { openPages } from './open-pages.ts';
import { preferencesDoor } from './preferences-door.ts';
import { replyPage, replySentence } from './reply.ts';
import { securityHeaders } from './security-headers.ts';

/** The whole app, ready to listen. It holds nothing that must be closed but what it was given. */
export function createServer(deps: Dependencies): Express {
  const pages = openPages(new URL(deps.publicUrl).pathname.replace(/\/+$/, ''));
  const clock = deps.nowMs === undefined ? {} : { nowMs: deps.nowMs };
  const mayGuess = guessLimit(clock);
  const mayAsk = guessLimit({ most: 10, windowMs: 3_600_000, ...clock });
  const app = express();
  app.disable('x-powered-by');
  // An entity tag could turn a page into a 304: no answer of ours is a 3xx.
  app.disable('etag');
  app.set('trust proxy', deps.trustProxy);

  app.use(accessLog(deps.log), securityHeaders(deps.publicUrl));
  app.use('/u', letterDoor(deps, pages, mayGuess));
  app.use('/p', preferencesDoor(deps, pages, mayGuess, mayAsk));
  app.use('/c', confirmDoor(deps, pages, mayGuess));
  app.post('/', askForLetter(deps, pages, mayAsk));
  app.use(readOnly);
  app.use('/a', imageDoor(deps));
  app.get('/healthz', (_request, response) => replySentence(response, 200, 'alive'));
  app.get('/readyz', readiness(deps));
  app.get('/robots.txt', (_request, response) => replySentence(response, 200, 'User-agent: *\nDisallow: /'));
  app.get(pages.styleSheet.path, (_request, response) => {
    response.set('Cache-Control', 'public, max-age=31536000, immutable').type('css').send(pages.styleSheet.css);
  });
  app.get('/', (request, response) => {
    replyPage(response, pages, 200, { name: 'home' }, chooseLocale(request.headers['accept-language'], 'ja'));
  });
  app.use((request, response) => {
    replyPage(response, pages, 404, { name: 'unknown' }, chooseLocale(request.headers['accept-language'], 'ja'));
  });
  app.use(lastResort(deps));
  return app;
}

const readOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  response.set('Allow', request.path === '/' ? 'GET, HEAD, POST' : 'GET, HEAD');
  replySentence(response, 405, 'Only GET and HEAD are answered here.');
};

/** Whether somebody may be sent here: always, since what the database cannot take goes into the journal. */
function readiness({ door }: Dependencies): RequestHandler {
  return (_request, response) => {
    replySentence(
      response,
      200,
      door.inTouch() ? 'ready' : 'ready; the database is away, so opt-outs are recorded here',
    );
  };
}

/** A client that went away in the middle of its request, or a mistake of ours: no stack, no detail, never a 200. */
function lastResort({ log }: Dependencies): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (request.complete) log.error(errorFacts(error), 'failed');
    else log.warn(errorFacts(error), 'request broken off');
    if (response.headersSent) return next(error);
    response.set('Retry-After', '30');
    replySentence(response, 503, 'This could not be done. Please try again in about 30 seconds.');
  };
}
