import type { FindingCode, FindingValues } from './findings.ts';

/** A value that a function could not make sense of; whatever prints it reports the finding instead. */
export class Unprintable {
  readonly code: FindingCode;
  readonly values: FindingValues;

  constructor(code: FindingCode, values: FindingValues = {}) {
    this.code = code;
    this.values = values;
  }
}

/** The blank that a template asks for in so many words: `{{default x ''}}`. */
export const blank: unique symbol = Symbol('blank');

/** True for what counts as no value at all: nothing, or a text of nothing but white space. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** True for what `{{#if}}` takes as yes: not empty, not false, not zero, not a list without items. */
export function isTrue(value: unknown): boolean {
  if (isEmpty(value) || value === blank || value === false || value === 0 || Number.isNaN(value)) return false;
  return !(Array.isArray(value) && value.length === 0);
}
