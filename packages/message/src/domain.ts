import { domainToASCII, domainToUnicode } from 'node:url';

type Domain = { ok: true; ascii: string; unicode: string } | { ok: false; why: string };

const longestDomain = 253;
const longestLabel = 63;

/**
 * Reads a domain in any script (UTS 46) as lower-case A-labels and as people read it; says why when mail could not reach it. What was
 * read lately is not read again: a list's people share a few domains.
 */
export function readDomain(text: string): Domain {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const read = readAnew(text);
  if (text.length > longestDomain) return read;
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, read);
  return read;
}

const kept = new Map<string, Domain>();
const mostKept = 2_000;

function readAnew(text: string): Domain {
  const refuse = (why: string): Domain => ({ ok: false, why });
  if (text === '') return refuse('has nothing after the "@"');
  if (text.startsWith('[')) return refuse('has an IP address in place of a domain; write the domain');
  // Only these reach domainToASCII, because it would also cut paths, undo percent-encoding and read numbers as addresses.
  const odd = Array.from(text).find((character) => character < '\u0080' && !/[A-Za-z0-9.-]/.test(character));
  if (odd !== undefined) return refuse(`has ${JSON.stringify(odd)} after the "@", which no domain may have`);

  const ascii = domainToASCII(text.normalize('NFC'));
  if (ascii === '' || !/^[a-z0-9.-]+$/.test(ascii)) return refuse(`has a domain that is not valid, "${text}"`);
  const labels = ascii.split('.');
  const wrong = labels.find((label) => labelProblem(label) !== undefined);
  if (wrong !== undefined) return refuse(`has a domain ${labelProblem(wrong) ?? ''}`);
  if (labels.length < 2) return refuse(`has a domain without a dot, "${text}"; write it in full`);
  if (/^\d+$/.test(labels.at(-1) ?? '')) return refuse('has an IP address in place of a domain; write the domain');
  if (ascii.length > longestDomain) {
    return refuse(`has a domain of ${ascii.length} characters; at most ${longestDomain} are allowed`);
  }
  const unicode = domainToUnicode(ascii);
  // What stays an A-label is no valid encoding of anything; it could pass for a second spelling of some domain.
  if (/(?:^|\.)xn--/.test(unicode)) {
    return refuse(`has a domain that is not valid, "${text}"`);
  }
  return { ok: true, ascii, unicode };
}

function labelProblem(label: string): string | undefined {
  if (label === '') return 'with a dot too many';
  if (label.length > longestLabel)
    return `with a part of ${label.length} characters; at most ${longestLabel} are allowed`;
  if (label.startsWith('-') || label.endsWith('-')) return `with a part that begins or ends with "-", "${label}"`;
  return undefined;
}
