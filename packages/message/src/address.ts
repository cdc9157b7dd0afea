import { readDomain } from './domain.ts';
import { isHeaderSafe } from './header-safety.ts';
import { isAtomsAndDots, isDotAtom, readLocalPart, writeLocalPart } from './local-part.ts';

declare const canonicalBrand: unique symbol;

/** An address in the one spelling that everything matches on; only `parseAddress` makes it. */
export type CanonicalAddress = string & { readonly [canonicalBrand]: true };

/** One address in the spellings it needs. */
export type Address = {
  /** For matching: domain as lower-case A-labels, local part without quotes and in lower case; nothing is stripped. */
  canonical: CanonicalAddress;
  /** For RCPT TO and header: the local part's case kept, quoted where its dots need it, domain as A-labels. */
  envelope: string;
  /** For people: as they know it, domain in their own script. */
  display: string;
  /** The domain as lower-case A-labels. */
  domain: string;
};

/** What `parseAddress` makes of an input: an address, or a sentence that says what was wrong with it. */
export type ParsedAddress = { ok: true; address: Address } | { ok: false; reason: string };

/** The receivers that let people register names with misplaced dots, until 2009. */
const dotCarriers = new Set(['docomo.ne.jp', 'ezweb.ne.jp', 'au.com']);

const longestInput = 1_000;
const longestLocalPart = 64;
const longestPath = 254;

/**
 * Reads one bare address (RFC 5321 §4.1.2) as people and files write it; spaces around it are ignored. Refuses what could
 * not be delivered: also names outside ASCII, as long as SMTPUTF8 is not offered.
 */
export function parseAddress(input: string): ParsedAddress {
  const simple = readSimple(input);
  if (simple !== undefined) return { ok: true, address: simple };
  const refuse = (why: string): ParsedAddress => ({ ok: false, reason: `${seen(input)} ${why}.` });
  if (input.length > longestInput)
    return refuse(`is ${input.length} characters long; at most ${longestPath} are allowed`);
  const text = input.replace(/^[ \u00a0\u3000\ufeff]+|[ \u00a0\u3000\ufeff]+$/g, '').normalize('NFC');
  if (text === '') return refuse('is empty; write an address such as name@example.com');
  if (!isHeaderSafe(text) || text.includes('\t'))
    return refuse('holds a line break or another control character; remove it');

  const local = readLocalPart(text);
  if (!local.ok) return refuse(local.why);
  const domain = readDomain(local.domain);
  if (!domain.ok) return refuse(domain.why);
  const dotsAllowed = local.quoted || dotCarriers.has(domain.ascii);
  if (!dotsAllowed && !isDotAtom(local.value)) return refuse(misplacedDots(local.value, domain.unicode));

  const written = writeLocalPart(local.value);
  const envelope = `${written}@${domain.ascii}`;
  if (written.length > longestLocalPart) {
    return refuse(`has ${written.length} characters before the "@"; at most ${longestLocalPart} are allowed`);
  }
  if (envelope.length > longestPath) {
    return refuse(`is ${envelope.length} characters long; at most ${longestPath} are allowed`);
  }
  const shown = dotCarriers.has(domain.ascii) && isAtomsAndDots(local.value) ? local.value : written;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- mints the brand
  const canonical = `${local.value.toLowerCase()}@${domain.ascii}` as CanonicalAddress;
  return { ok: true, address: { canonical, envelope, display: `${shown}@${domain.unicode}`, domain: domain.ascii } };
}

/** What nearly all addresses are, which is the same in every spelling: lower-case letters, digits and a few marks. Undefined for all others. */
function readSimple(input: string): Address | undefined {
  if (input.length > longestPath || !simplePattern.test(input)) return undefined;
  const at = input.indexOf('@');
  const text = input.slice(at + 1);
  const domain = readDomain(text);
  if (!domain.ok || at > longestLocalPart || domain.ascii !== text || domain.unicode !== text) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- mints the brand for what is canonical as it stands
  const canonical = input as CanonicalAddress;
  return { canonical, envelope: input, display: input, domain: domain.ascii };
}

const simplePattern = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9.-]+$/;

/** An address for a page that anybody with a link may open: first letters and last label alone, `a***@d***.jp`. */
export function maskAddress(canonical: string): string {
  const at = canonical.lastIndexOf('@');
  const [localFirst = ''] = canonical.slice(0, at);
  const [domainFirst = ''] = canonical.slice(at + 1);
  return `${localFirst}***@${domainFirst}***.${canonical.slice(canonical.lastIndexOf('.') + 1)}`;
}

function misplacedDots(local: string, domain: string): string {
  const mended = local.replace(/\.{2,}/g, '.').replace(/^\.|\.$/g, '');
  const advice = mended === '' ? '' : `; perhaps ${mended}@${domain} is meant`;
  const rule = 'which only old addresses of docomo.ne.jp, ezweb.ne.jp and au.com may have';
  return `has a dot too many before the "@", ${rule}${advice}`;
}

/** The value as the reason shows it: at most 80 characters, control characters spelled out. */
function seen(input: string): string {
  return JSON.stringify(input.length > 80 ? `${input.slice(0, 80)}…` : input);
}
