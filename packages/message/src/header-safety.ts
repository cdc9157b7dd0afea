import { HeaderInjectionError } from './errors.ts';

/**
 * Whether a value may stand in a header field: no CR, LF or NUL, no other C0 or C1 control but the tab, no DEL, and
 * neither of Unicode's own line breaks U+2028 and U+2029, which some readers take for the end of a line.
 */
export function isHeaderSafe(value: string): boolean {
  return firstUnsafe(value) < 0;
}

/** Throws a HeaderInjectionError that names the field when a value may not stand in a header. */
export function assertHeaderSafe(field: string, value: string): void {
  const position = firstUnsafe(value);
  if (position >= 0) throw new HeaderInjectionError(field, value.charCodeAt(position), position);
}

/** The index of the first code unit that must not stand in a header, or -1. */
function firstUnsafe(value: string): number {
  return value.search(unsafe);
}

// oxlint-disable-next-line no-control-regex -- controls are what it looks for
const unsafe = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/;
