import { randomBytes } from 'node:crypto';
import { type NextFunction, type Request, Router } from 'express';
import type { ApiResponse } from '../http/request-log.ts';
import { type ConsoleFile, consoleFiles } from './console-files.ts';

/**
 * The console: its files, and its one page at every address that nothing else answers and a browser opens. Where it is not built
 * yet these routes answer nothing. Mount it last.
 */
export function consoleRoutes(folder: string): Router {
  const read = consoleFiles(folder);
  const router = Router();
  router.get('/*address', (request: Request, response: ApiResponse, next: NextFunction) => {
    const built = read();
    if (built === undefined) return next();
    const file = built.files.get(request.path);
    if (file !== undefined) return sendFile(request, response, file);
    if (!isPageVisit(request)) return next();
    sendPage(response, built.page, canvasPage.test(request.path) ? 'canvas' : 'page');
  });
  return router;
}

/** The console's page at `/`, which the plain page there gives way to once there is a console. */
export function consoleHome(folder: string): Router {
  const read = consoleFiles(folder);
  const router = Router();
  router.get('/', (_request: Request, response: ApiResponse, next: NextFunction) => {
    const built = read();
    if (built === undefined) return next();
    sendPage(response, built.page, 'page');
  });
  return router;
}

/** A browser opens a page; a script or a program asks for something that is not there. */
function isPageVisit(request: Request): boolean {
  return !/\.\w{1,5}$/.test(request.path) && (request.get('Accept') ?? '').includes('text/html');
}

function sendFile(request: Request, response: ApiResponse, file: ConsoleFile): void {
  response.locals.route = '/console-file';
  response.set('Content-Type', file.type).set('Vary', 'Accept-Encoding');
  response.set('Cache-Control', file.kept ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
  if (file.brotli !== undefined && /\bbr\b/.test(request.get('Accept-Encoding') ?? '')) {
    response.set('Content-Encoding', 'br').end(file.brotli);
    return;
  }
  response.end(file.bytes);
}

/** The visual editor's pages. */
const canvasPage = /^\/(campaigns|templates\/own)\/[^/]+\/visual$/;

/** The styles that the page makes as it goes carry a nonce of this answer; scripts come from our own files alone. */
function sendPage(response: ApiResponse, page: string, kind: 'page' | 'canvas'): void {
  response.locals.route = '/console';
  const nonce = randomBytes(16).toString('base64');
  const styles = kind === 'page' ? `'nonce-${nonce}'` : "'unsafe-inline'";
  response.set('Content-Security-Policy', policy(styles)).type('html').send(page.replace('%NONCE%', nonce));
}

/** A letter's pieces carry their styles in themselves, so the visual editor's page lets styles be; no more than that is different there. */
function policy(styles: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}
