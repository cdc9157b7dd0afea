import { type FindingCode, type FindingValues } from './findings.ts';
import { blank, isEmpty, Unprintable } from './unprintable.ts';

/** The places that a value can be printed to, each with its own escaping. */
export type Place = 'text' | 'html' | 'url' | 'css';

/** The characters to put into the letter, or the finding that says why there are none. */
export type Printed = { ok: true; text: string } | { ok: false; code: FindingCode; values?: FindingValues };

/** Turns one value into characters for one place; nothing is ever printed that the place could take for its own syntax. */
export function printValue(value: unknown, place: Place): Printed {
  if (typeof value === 'string' && (place === 'text' || place === 'html') && plain.test(value)) {
    return { ok: true, text: value };
  }
  if (value instanceof Unprintable) return { ok: false, code: value.code, values: value.values };
  if (value === blank) return { ok: true, text: '' };
  if (isEmpty(value)) return { ok: false, code: 'value-missing' };
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
    return wrongKind(value);
  }
  const text = String(value);
  if (text.includes('\0')) return { ok: false, code: 'value-nul' };
  switch (place) {
    case 'text':
      return { ok: true, text };
    case 'html':
      return { ok: true, text: escapeHtml(text) };
    case 'url':
      return address.test(text) ? { ok: true, text: escapeHtml(text) } : { ok: false, code: 'value-address' };
    case 'css':
      return style.test(text) ? { ok: true, text: escapeHtml(text) } : { ok: false, code: 'value-style' };
  }
}

/** ASCII that means itself everywhere, as most values are. */
const plain = /^[!#-%(-;=?-~][ !#-%(-;=?-~]*$/;
const address = /^(?:https?:\/\/[^\s]+|(?:mailto|tel|sms):[^\s]+)$/i;
const style = /^(?:[#\w.,% -]+|https?:\/\/[^\s"'()\\<>;{}]+)$/;
const special = /[&<>"']/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// `=` stays as it is (a link would show &#x3D;): values stand only in quoted attributes, which the linter sees to.
function escapeHtml(text: string): string {
  return text.replace(special, (char) => entities[char] ?? char);
}

function wrongKind(value: unknown): Printed {
  if (typeof value === 'boolean') return { ok: false, code: 'value-boolean' };
  if (Array.isArray(value)) return { ok: false, code: 'value-list' };
  return { ok: false, code: 'value-kind', values: { kind: `a ${typeof value}` } };
}
