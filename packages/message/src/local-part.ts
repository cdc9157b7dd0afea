type LocalPart = { ok: true; value: string; quoted: boolean; domain: string } | { ok: false; why: string };

const atext = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";
const atomPattern = new RegExp(`^${atext}+$`);
const dotAtomPattern = new RegExp(`^${atext}+(?:\\.${atext}+)*$`);
const atomsAndDotsPattern = new RegExp(`^(?:${atext}|\\.)+$`);

/** Parts an address at the "@" and takes the quotes off its local part; says why when it has none that could be delivered. */
export function readLocalPart(address: string): LocalPart {
  const refuse = (why: string): LocalPart => ({ ok: false, why });
  if (/<[^"]*>?$/.test(address)) return refuse('has angle brackets; write the address alone, without a name');
  if (address.startsWith('"')) return readQuoted(address);

  const at = address.indexOf('@');
  if (at < 0) {
    const fullWidth = address.includes('\uff20');
    return refuse(
      fullWidth ? 'has a full-width "＠"; write it as "@"' : 'has no "@"; an address looks like name@example.com',
    );
  }
  if (at !== address.lastIndexOf('@')) return refuse('has more than one "@"; write one address at a time');
  const value = address.slice(0, at);
  if (value === '') return refuse('has nothing before the "@"');
  const odd = Array.from(value).find((character) => !isAtomsAndDots(character));
  if (odd === undefined) return { ok: true, value, quoted: false, domain: address.slice(at + 1) };
  if (odd > '\u007f') return refuse(beyondAscii(odd));
  return refuse(`has ${JSON.stringify(odd)} before the "@", which only a quoted name may have`);
}

/** A local part as the wire wants it: bare when it is a dot-atom, else one quoted string (RFC 5321 §4.1.2). */
export function writeLocalPart(value: string): string {
  return isDotAtom(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Whether a text is one RFC 5322 atom: it needs no quotes in a phrase or a local part. */
export function isAtom(text: string): boolean {
  return atomPattern.test(text);
}

/** Whether a text is atoms with single dots between them. */
export function isDotAtom(text: string): boolean {
  return dotAtomPattern.test(text);
}

/** Whether a text has only atom characters and dots, wherever the dots stand. */
export function isAtomsAndDots(text: string): boolean {
  return atomsAndDotsPattern.test(text);
}

function readQuoted(address: string): LocalPart {
  const match = /^"((?:[^"\\]|\\.)*)"@/.exec(address);
  if (match === null) return { ok: false, why: 'has a quotation mark that does not close right before the "@"' };
  const value = (match[1] ?? '').replace(/\\(.)/g, '$1');
  if (value === '') return { ok: false, why: 'has nothing between its quotation marks' };
  const odd = Array.from(value).find((character) => character > '\u007f');
  if (odd !== undefined) return { ok: false, why: beyondAscii(odd) };
  return { ok: true, value, quoted: true, domain: address.slice(match[0].length) };
}

function beyondAscii(character: string): string {
  return `has "${character}" before the "@"; names outside ASCII need SMTPUTF8, which is not offered yet`;
}
