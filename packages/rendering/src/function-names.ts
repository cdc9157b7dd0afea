import type { Locale } from './template.ts';

/** How a function may be called from a template: least and most arguments, and the named ones it knows. */
export type Signature = { least: number; most: number; named: readonly string[]; example: string };

const dateSignature: Signature = { least: 1, most: 2, named: ['zone'], example: "{{date data.at 'long'}}" };
const numberSignature: Signature = {
  least: 1,
  most: 1,
  named: ['currency', 'digits'],
  example: "{{number data.price currency='JPY'}}",
};

/** Every function that a person may call in a template, by name; the set is closed. */
export const functionSignatures: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ['default', { least: 2, most: 2, named: [], example: "{{default contact.name 'friend'}}" }],
  ['eq', { least: 2, most: 2, named: [], example: "{{#if (eq contact.plan 'gold')}}" }],
  ['not', { least: 1, most: 1, named: [], example: '{{#if (not contact.name)}}' }],
  ['and', { least: 2, most: 9, named: [], example: '{{#if (and contact.name contact.city)}}' }],
  ['or', { least: 2, most: 9, named: [], example: '{{#if (or contact.name contact.city)}}' }],
  ['encode', { least: 1, most: 1, named: [], example: '{{encode contact.email}}' }],
  ['date', dateSignature],
  ['date_ja', dateSignature],
  ['date_en', dateSignature],
  ['number', numberSignature],
  ['number_ja', numberSignature],
  ['number_en', numberSignature],
]);

/** The blocks that a person may open; each takes one argument. */
export const blockNames: readonly string[] = ['if', 'unless', 'each', 'with'];

/** The partials that exist; both are built in and speak the workspace's legal words. */
export const partialNames: readonly string[] = ['legal', 'sender'];

/** The function that a frozen version calls instead of one that depends on the language, so that it never changes. */
export function localizedName(name: string, locale: Locale): string {
  return name === 'date' || name === 'number' ? `${name}_${locale}` : name;
}
