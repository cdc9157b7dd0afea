import type { Request } from 'express';

/**
 * Whether a page of this address made a browser send this request, one of another did, or nobody says: programs do not. Browsers
 * say Sec-Fetch-Site, or Origin where they are older. Reading counts as from here: an answer cannot be read elsewhere.
 */
export function sentFrom(request: Request): 'here' | 'elsewhere' | 'unsaid' {
  if (['GET', 'HEAD'].includes(request.method)) return 'here';
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin' ? 'here' : 'elsewhere';
  const origin = request.get('Origin');
  if (origin === undefined) return 'unsaid';
  return URL.canParse(origin) && new URL(origin).host === request.get('Host') ? 'here' : 'elsewhere';
}
