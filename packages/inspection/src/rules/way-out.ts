import { isIP } from 'node:net';
import { met, missed, plainly, unknown, type Verdict } from '../finding.ts';
import { type ReadLetter, valuesOf } from '../read-letter.ts';
import type { RuleId } from '../rulebook.ts';
import { readWayOut, saysOneClick, type WayOut } from '../way-out.ts';

/** Looks at the fields by which a person leaves: RFC 8058 §3.1, RFC 2369 §2. */
export function wayOutVerdicts(letter: ReadLetter): Partial<Record<RuleId, Verdict>> {
  const out = readWayOut(letter);
  return {
    'one-list-unsubscribe': onlyOne(out.fields),
    'https-way-out': httpsOnce(out),
    'bracketed-addresses': bracketed(out.fields),
    'one-click-post': onePost(valuesOf(letter, 'List-Unsubscribe-Post')),
    'private-way-out': withoutAddress(out),
    'steady-way-out': steady(out),
    'one-recipient': oneRecipient(letter),
  };
}

const nothing = missed({ ja: 'ありません', en: 'there is none' });
/** That there is no URL is said by another rule. */
const nothingToJudge = unknown({ ja: 'URL がありません', en: 'there is no URL' });

function onlyOne(fields: readonly string[]): Verdict {
  const [field] = fields;
  if (field === undefined) return nothing;
  return fields.length === 1
    ? met(plainly(field))
    : missed({ ja: `${fields.length} つあります`, en: `there are ${fields.length}` });
}

function httpsOnce({ https, http, mailto, fields }: WayOut): Verdict {
  const [url] = https;
  if (url !== undefined && https.length === 1 && http.length === 0) return met(plainly(url));
  if (https.length + http.length > 1) {
    const number = https.length + http.length;
    return missed({ ja: `URL が ${number} つあります`, en: `there are ${number} URLs` });
  }
  if (http[0] !== undefined) return missed(plainly(http[0]));
  if (mailto.length > 0) return missed({ ja: 'mailto だけです', en: 'there is only a mailto' });
  return fields.length === 0 ? nothing : missed(plainly(fields[0] ?? ''));
}

/** Between the URIs there may be commas, white space and comments; encoded-words are for prose (RFC 2047 §5). */
function bracketed(fields: readonly string[]): Verdict {
  const [field] = fields;
  if (field === undefined) return nothing;
  if (field.includes('=?')) return missed({ ja: '符号化されています', en: 'it is an encoded-word' });
  const rest = field.replaceAll(/<[^<>\s]+>/g, '').replaceAll(/\([^()]*\)/g, '');
  return /^[\s,]*$/.test(rest) && field.includes('<') ? met(plainly(field)) : missed(plainly(field));
}

function onePost(posts: readonly string[]): Verdict {
  const [post] = posts;
  if (post === undefined) return nothing;
  if (posts.length > 1) return missed({ ja: `${posts.length} つあります`, en: `there are ${posts.length}` });
  return saysOneClick(post) ? met(plainly(post)) : missed(plainly(post));
}

/** An address in clear, escaped by percent, or in base64: all of them are read by whoever sees a log. */
function withoutAddress({ https, http }: WayOut): Verdict {
  const urls = [...https, ...http];
  if (urls.length === 0) return nothingToJudge;
  const found = urls.find((url) => spellings(url).some((text) => /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.test(text)));
  return found === undefined
    ? met({ ja: 'アドレスはありません', en: 'no address' })
    : missed({ ja: '受信者のアドレスが読み取れます', en: 'the person’s address can be read in it' });
}

function spellings(url: string): string[] {
  const runs = [...(url.match(/[\w-]{12,}/g) ?? []), ...(url.match(/[A-Za-z0-9+/]{12,}/g) ?? [])];
  return [url, unescaped(url), ...runs.map((run) => Buffer.from(run, 'base64').toString('latin1'))];
}

function unescaped(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function steady({ https, http }: WayOut): Verdict {
  const urls = [...https, ...http];
  const [url] = urls;
  if (url === undefined) return nothingToJudge;
  if (!URL.canParse(url)) return missed(plainly(url));
  const { hostname, pathname, hash } = new URL(url);
  const named = hostname.includes('.') && isIP(hostname) === 0 && !hostname.startsWith('[');
  const doubled = hostname === 'https' || hostname === 'http' || /https?:\/\//.test(pathname);
  if (!named || doubled || hash !== '') return missed(plainly(url));
  return url.length <= 500
    ? met({ ja: `${url.length} 字`, en: `${url.length} characters` })
    : missed({ ja: `${url.length} 字あります`, en: `it has ${url.length} characters` });
}

function oneRecipient(letter: ReadLetter): Verdict {
  const addressees = ['To', 'Cc', 'Bcc'].flatMap((name) => valuesOf(letter, name)).flatMap(addressesIn);
  return addressees.length === 1
    ? met({ ja: '1 人', en: 'one person' })
    : missed({ ja: `宛先が ${addressees.length} 件あります`, en: `it names ${addressees.length} recipients` });
}

/** Good enough to count: quoted strings may hold commas and @, so they are taken out first. */
function addressesIn(value: string): string[] {
  return value.replaceAll(/"(?:[^"\\]|\\.)*"(?!@)/g, '').match(/[^\s,<>;:]+@[^\s,<>;]+/g) ?? [];
}
