/** The kinds of things that have a public id, and the prefix that says so. One table; prefixes never change. */
const prefixes = {
  workspace: 'wsp',
  apiKey: 'key',
  user: 'usr',
  session: 'ses',
  senderDomain: 'dom',
  dkimKey: 'dkm',
  list: 'lst',
  segment: 'seg',
  contact: 'ctc',
  import: 'imp',
  suppression: 'sup',
  template: 'tpl',
  image: 'img',
  campaign: 'cmp',
  message: 'msg',
  event: 'evt',
} as const;

/** A kind of thing with a public id. */
export type IdKind = keyof typeof prefixes;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idLength = 13;
const maxId = 2n ** 63n - 1n;

/** A database id as the outside sees it: `cmp_` and 13 characters of Crockford's base32, ordered like the ids themselves. */
export function publicId(kind: IdKind, id: string): string {
  let rest = BigInt(id);
  let text = '';
  for (let i = 0; i < idLength; i++) {
    text = alphabet.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return `${prefixes[kind]}_${text}`;
}

/** The database id behind a public id of this kind, or undefined for anything else. */
export function parseId(kind: IdKind, text: string): string | undefined {
  const prefix = `${prefixes[kind]}_`;
  if (!text.startsWith(prefix) || text.length !== prefix.length + idLength) return undefined;
  let id = 0n;
  for (const character of text.slice(prefix.length)) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    id = (id << 5n) | BigInt(digit);
  }
  return id <= maxId ? id.toString() : undefined;
}
