import type { Locale } from './template.ts';
import { Unprintable } from './unprintable.ts';

/** How a number is to be written: as money of an ISO 4217 currency, or with a fixed number of decimals. */
export type NumberStyle = { currency?: string; digits?: number };

const languages = { ja: 'ja-JP', en: 'en-GB' } satisfies Record<Locale, string>;
const formats = new Map<string, Intl.NumberFormat>();

/** Writes a number with its separators; a text that is a number counts as one. */
export function formatNumber(value: unknown, style: NumberStyle, locale: Locale): string | Unprintable {
  const number = toNumber(value);
  if (number === undefined) return new Unprintable('value-no-number', { value: JSON.stringify(value) });
  const key = `${locale} ${style.currency ?? ''} ${style.digits ?? ''}`;
  let format = formats.get(key);
  if (format === undefined) {
    try {
      format = new Intl.NumberFormat(languages[locale], optionsOf(style));
    } catch {
      return new Unprintable('number-options');
    }
    formats.set(key, format);
  }
  return format.format(number);
}

function optionsOf({ currency, digits }: NumberStyle): Intl.NumberFormatOptions {
  return {
    ...(currency === undefined ? {} : { style: 'currency', currency }),
    ...(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  };
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}
