/** A value that a function could not make sense of; whatever prints it reports the reason instead. */
export class Unprintable {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
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
