import { isHeaderSafe } from '@hikyaku/message';

/** Whether a text is one line that says something: not blank, and fit for a header (no line break, NUL or other control character). */
export function isPlainLine(text: string): boolean {
  return text.trim() !== '' && isHeaderSafe(text) && text.isWellFormed();
}

/** Whether Postgres can keep a text: it refuses NUL, and JSON of it lone surrogates. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
