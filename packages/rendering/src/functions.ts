import { formatDate } from './format-date.ts';
import { formatNumber, type NumberStyle } from './format-number.ts';
import type { Locale } from './template.ts';
import { blank, isEmpty, isTrue, Unprintable } from './unprintable.ts';

/** What a function is called with: its arguments, the named ones, and the time zone of the workspace. */
export type FunctionCall = { values: readonly unknown[]; named: Readonly<Record<string, unknown>>; zone: string };

/** What the names of `functionSignatures` do; each answers a value, nothing (then it counts as missing) or Unprintable. */
export const functions: Readonly<Record<string, (call: FunctionCall) => unknown>> = {
  default: ({ values: [value, fallback] }) => (isEmpty(value) ? (fallback === '' ? blank : fallback) : value),
  eq: ({ values: [one, other] }) => one === other || (isPlain(one) && isPlain(other) && String(one) === String(other)),
  not: ({ values: [value] }) => !isTrue(value),
  and: ({ values }) => values.every(isTrue),
  or: ({ values }) => values.some(isTrue),
  encode: ({ values: [value] }) => encode(value),
  date_ja: (call) => date(call, 'ja'),
  date_en: (call) => date(call, 'en'),
  number_ja: (call) => number(call, 'ja'),
  number_en: (call) => number(call, 'en'),
};

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function encode(value: unknown): unknown {
  if (isEmpty(value)) return undefined;
  if (!isPlain(value)) return new Unprintable('value-encode');
  return encodeURIComponent(String(value).toWellFormed());
}

function date({ values: [value, style], named, zone }: FunctionCall, locale: Locale): unknown {
  if (isEmpty(value)) return undefined;
  const chosenZone = typeof named['zone'] === 'string' ? named['zone'] : zone;
  return formatDate(value, typeof style === 'string' ? style : 'long', chosenZone, locale);
}

function number({ values: [value], named }: FunctionCall, locale: Locale): unknown {
  if (isEmpty(value)) return undefined;
  const style: NumberStyle = {};
  if (typeof named['currency'] === 'string') style.currency = named['currency'];
  if (typeof named['digits'] === 'number') style.digits = named['digits'];
  return formatNumber(value, style, locale);
}
