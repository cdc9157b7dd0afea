import type { RequestHandler } from 'express';
import { problem } from './problem.ts';

/** Headers of every page: nothing from outside, no frames but our own, nothing stored. */
export const pageHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
    // Not no-referrer: that would make browsers send "Origin: null" with our own forms.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  next();
};

/** The policy of a letter's own HTML: an opaque origin without script, images from this machine alone, links open elsewhere. */
export const letterPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self' http://localhost:* http://127.0.0.1:*; font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** While it listens on loopback the mailbox answers to loopback names alone, so that no web page can reach it by a name of its own. */
export function loopbackNames(host: string): RequestHandler {
  const local = ['localhost', '127.0.0.1', '::1'];
  return (request, response, next) => {
    const name = (request.hostname ?? '').replaceAll(/^\[|\]$/g, '');
    if (!local.includes(host) || local.includes(name) || name.endsWith('.localhost')) return next();
    problem(response, 421, `The mailbox answers to localhost and 127.0.0.1, not to ${name || 'an empty name'}.`);
  };
}

/** Other web pages may not act here; programs, which send neither header, may. */
export const sameOrigin: RequestHandler = (request, response, next) => {
  const site = request.get('Sec-Fetch-Site');
  const origin = request.get('Origin');
  const safe = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (site === undefined && origin !== undefined && origin !== `${request.protocol}://${request.get('Host')}`);
  if (safe || !foreign) return next();
  problem(response, 403, 'This was asked for by another web page; do it in the mailbox itself.');
};
