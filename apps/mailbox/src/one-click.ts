import http from 'node:http';
import https from 'node:https';
import { fieldValues } from './header-fields.ts';

/** The way out that a letter's header offers to a mail client (RFC 8058). */
export type Offer = { kind: 'none' } | { kind: 'offered'; url: string };

/** How a one-click POST went. */
export type OneClickResult =
  | { kind: 'answered'; status: number; tookMs: number }
  | { kind: 'refused'; host: string }
  | { kind: 'failed'; message: string };

/** Finds the offer as a strict client does: one List-Unsubscribe with an http(s) URI and one List-Unsubscribe-Post of the one value. */
export function oneClickOffer(header: string): Offer {
  const [list, ...moreLists] = fieldValues(header, 'List-Unsubscribe');
  const [post, ...morePosts] = fieldValues(header, 'List-Unsubscribe-Post');
  if (list === undefined || moreLists.length > 0 || morePosts.length > 0) return { kind: 'none' };
  if (post?.replaceAll(/\s/g, '').toLowerCase() !== 'list-unsubscribe=one-click') return { kind: 'none' };
  const url = /<\s*(https?:[^>\s]+)\s*>/i.exec(list)?.[1];
  return url !== undefined && URL.canParse(url) ? { kind: 'offered', url } : { kind: 'none' };
}

/**
 * Sends what a mailbox provider sends: a form-encoded POST without cookie, Origin or any other context.
 * Only to this machine; redirects are not followed, because RFC 8058 §3.1 forbids them.
 */
export function postOneClick(url: string, timeoutMs = 10_000): Promise<OneClickResult> {
  const target = new URL(url);
  if (!isLoopback(target.hostname)) return Promise.resolve({ kind: 'refused', host: target.hostname });
  const body = 'List-Unsubscribe=One-Click';
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const options = {
      method: 'POST',
      agent: false,
      timeout: timeoutMs,
      // The host is this machine: a test's self-signed certificate is as good as any.
      rejectUnauthorized: false,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Hikyaku-Mailbox (one-click)',
      },
    };
    const request = (target.protocol === 'https:' ? https : http).request(target, options, (response) => {
      response.resume();
      response.on('close', () => {
        const status = response.statusCode ?? 0;
        resolve({ kind: 'answered', status, tookMs: Math.round(performance.now() - startedAt) });
      });
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    request.on('error', (error) => resolve({ kind: 'failed', message: error.message || String(error) }));
    request.end(body);
  });
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
