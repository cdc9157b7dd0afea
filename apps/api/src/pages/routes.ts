import { readFileSync } from 'node:fs';
import { type Request, Router } from 'express';
import type { ApiResponse } from '../http/request-log.ts';
import type { Route } from '../http/route.ts';
import { pageLocale } from './frame.ts';
import { homePage } from './home.ts';
import { isProblemKind, problemsPage } from './problems.ts';
import { referencePage } from './reference.ts';

/** The few plain pages for people: /reference, /problems, and / while the console is not built. No script, nothing from elsewhere. */
export function pages(routes: readonly Route[], mailboxUrl: string | undefined): Router {
  const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
  const reference = referencePage(routes);
  const router = Router();
  router.get('/', (request: Request, response: ApiResponse) => {
    response.locals.route = '/';
    const page = homePage(pageLocale(request.get('Accept-Language')), baseUrl(request), mailboxUrl);
    response.set('Vary', 'Accept-Language').type('html').send(page);
  });
  router.get('/style.css', (_request: Request, response: ApiResponse) => {
    response.locals.route = '/style.css';
    response.set('Cache-Control', 'public, max-age=300').type('css').send(style);
  });
  router.get('/reference', (_request: Request, response: ApiResponse) => {
    response.locals.route = '/reference';
    response.type('html').send(reference);
  });
  router.get('/problems', (_request: Request, response: ApiResponse) => {
    response.locals.route = '/problems';
    response.type('html').send(problemsPage());
  });
  router.get('/problems/:kind', (request: Request<{ kind: string }>, response: ApiResponse, next) => {
    const { kind } = request.params;
    if (!isProblemKind(kind)) return next();
    response.locals.route = '/problems';
    response.type('html').send(problemsPage(kind));
  });
  return router;
}

/** As the reader wrote it, where it is an address at all. */
function baseUrl(request: Request): string {
  const host = request.get('Host') ?? '';
  return /^[\w.:[\]-]{1,260}$/.test(host) ? `${request.protocol}://${host}` : 'http://localhost:3000';
}
