import { type ReadLetter, valuesOf } from './read-letter.ts';

/** What a letter's List-Unsubscribe offers: its fields, the URIs in angle brackets, and the addresses among them. */
export type WayOut = {
  fields: readonly string[];
  https: readonly string[];
  http: readonly string[];
  mailto: readonly string[];
};

/** Reads the way out as RFC 2369 §2 has it: whatever is not in angle brackets is no address. */
export function readWayOut(letter: Pick<ReadLetter, 'fields'>): WayOut {
  const fields = valuesOf(letter, 'List-Unsubscribe');
  const uris = fields.flatMap((field) => [...field.matchAll(/<([^<>]*)>/g)].map(([, uri]) => (uri ?? '').trim()));
  const of = (scheme: string) => uris.filter((uri) => uri.toLowerCase().startsWith(scheme));
  return { fields, https: of('https:'), http: of('http:'), mailto: of('mailto:') };
}

/** The one address a mailbox provider would POST to, if the letter offers one-click at all (RFC 8058 §3.1). */
export function oneClickUrl(letter: Pick<ReadLetter, 'fields'>): string | undefined {
  const { fields, https, http } = readWayOut(letter);
  const posts = valuesOf(letter, 'List-Unsubscribe-Post');
  const [post] = posts;
  if (fields.length !== 1 || posts.length !== 1 || post === undefined || !saysOneClick(post)) return undefined;
  const [url, ...more] = [...https, ...http];
  return url !== undefined && more.length === 0 && URL.canParse(url) ? url : undefined;
}

/** Whether a List-Unsubscribe-Post says what it must; providers are not strict about case and spaces around it. */
export function saysOneClick(value: string): boolean {
  return value.trim().toLowerCase() === 'list-unsubscribe=one-click';
}
