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
  for (let index = 0; index < value.length; index++) {
    if (isUnsafe(value.charCodeAt(index))) return index;
  }
  return -1;
}

function isUnsafe(code: number): boolean {
  if (code < 0x20) return code !== 0x09;
  return (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029;
}
