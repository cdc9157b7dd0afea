import type { Locale } from './template.ts';
import { Unprintable } from './unprintable.ts';

const styles = {
  short: { dateStyle: 'short' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  monthday: { month: 'long', day: 'numeric', weekday: 'short' },
  time: { hour: 'numeric', minute: '2-digit' },
  datetime: { dateStyle: 'long', timeStyle: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();
const dayOnly = /^\d{4}-\d{2}-\d{2}$/;
const languages = { ja: 'ja-JP', en: 'en-GB' } satisfies Record<Locale, string>;

/** Writes a date in words; `value` is an ISO 8601 text, a Date or epoch milliseconds. A day without a time has no zone. */
export function formatDate(value: unknown, style: string, zone: string, locale: Locale): string | Unprintable {
  const known: Intl.DateTimeFormatOptions | undefined = isStyle(style) ? styles[style] : undefined;
  if (known === undefined) {
    return new Unprintable('date-style', { style, known: Object.keys(styles).join(', ') });
  }
  const date = toDate(value);
  if (date === undefined) return new Unprintable('value-no-date', { value: JSON.stringify(value) });
  const timeZone = typeof value === 'string' && dayOnly.test(value) ? 'UTC' : zone;
  const key = `${locale} ${style} ${timeZone}`;
  let format = formats.get(key);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat(languages[locale], { ...known, timeZone });
    } catch {
      return new Unprintable('date-zone', { zone: timeZone });
    }
    formats.set(key, format);
  }
  const words = format.format(date);
  // ICU writes 12月4日(金); Japanese brackets are wide.
  return locale === 'ja' ? words.replace(/\((.)\)/, '（$1）') : words;
}

function isStyle(style: string): style is keyof typeof styles {
  return Object.hasOwn(styles, style);
}

function toDate(value: unknown): Date | undefined {
  if (!(value instanceof Date) && typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (typeof value === 'string' && !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
