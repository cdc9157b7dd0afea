import { LetterRefusedError } from './errors.ts';
import { singleLineField } from './header-field.ts';
import { assertHeaderSafe } from './header-safety.ts';

/** The ways out a letter carries: the one-click address, and optionally a mailbox that does the same. */
export type Unsubscribe = { url: string; mailto?: string };

const longestUrl = 500;
const longestMailto = 400;

/** `List-Unsubscribe` (RFC 2369), https first, on one line, because some relays and readers break a folded address. */
export function listUnsubscribeField(unsubscribe: Unsubscribe): string {
  const { url, mailto } = unsubscribe;
  if (mailto === undefined && url.length <= longestUrl && plainlyUsable.test(url)) return `List-Unsubscribe: <${url}>`;
  const ways = [`<${oneClickUri(url)}>`];
  if (mailto !== undefined) ways.push(`<${mailtoUri(mailto)}>`);
  return singleLineField('List-Unsubscribe', ways.join(', '));
}

/** The field that makes one click of it, the same in every letter (RFC 8058 §3.1). */
export const oneClickField = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click';

function oneClickUri(url: string): string {
  const field = 'List-Unsubscribe';
  assertUri(field, url, longestUrl);
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) throw new LetterRefusedError(field, 'is no URL', 'use an https address');
  if (parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLoopback(parsed.hostname))) return url;
  throw new LetterRefusedError(field, `begins with "${parsed.protocol}"`, 'one click needs https (RFC 8058)');
}

/** What needs no parser to be known for an https address with a path, or for this machine's. */
const plainlyUsable =
  /^(?:https:\/\/(?:[a-z0-9-]+\.)+[a-z]+|http:\/\/(?:localhost|127\.0\.0\.1))(?::[1-5]?\d{1,4})?\/[\w/.~-]*$/;

function mailtoUri(mailto: string): string {
  assertUri('List-Unsubscribe', mailto, longestMailto);
  if (/^mailto:[^@]+@[^@]+$/.test(mailto)) return mailto;
  throw new LetterRefusedError(
    'List-Unsubscribe',
    'has a second way that is no mailto: address',
    'write mailto:name@domain',
  );
}

function assertUri(field: string, uri: string, longest: number): void {
  if (!/^[!#-;=?-[\]-~]+$/.test(uri)) {
    assertHeaderSafe(field, uri);
    const problem = 'holds white space, quotes, angle brackets or characters outside ASCII';
    throw new LetterRefusedError(field, problem, 'percent-encode them');
  }
  if (uri.length > longest) {
    throw new LetterRefusedError(field, `is ${uri.length} characters long`, `keep it within ${longest}`);
  }
}

/** Where development happens: the only hosts that may be reached without https. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
