import { relaxedField } from '../dkim/canonical.ts';
import { fieldName } from '../raw-message.ts';

/** A header field ready for the wire: as it is written, folded and without its last CRLF, and as DKIM signs it. */
export type WireField = { readonly name: string; readonly raw: string; readonly relaxed: string };

/** Prepares a field for as many letters as bear it; what only a signature needs is made when one does, once. */
export function wireField(raw: string): WireField {
  return new Field(raw);
}

class Field implements WireField {
  readonly raw: string;
  #relaxed: string | undefined;

  constructor(raw: string) {
    this.raw = raw;
  }

  get name(): string {
    return fieldName(this.raw);
  }

  get relaxed(): string {
    this.#relaxed ??= relaxedField(this.raw);
    return this.#relaxed;
  }
}
