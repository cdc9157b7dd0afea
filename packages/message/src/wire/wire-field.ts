import { relaxedField } from '../dkim/canonical.ts';
import { fieldName } from '../raw-message.ts';

/** A header field ready for the wire: as it is written, folded and without its last CRLF, and as DKIM signs it. */
export type WireField = { readonly name: string; readonly raw: string; readonly relaxed: string };

/** Prepares a field for as many letters as bear it; what only a signature needs is made when one does, once. */
export function wireField(raw: string): WireField {
  let relaxed: string | undefined;
  return {
    name: fieldName(raw),
    raw,
    get relaxed() {
      relaxed ??= relaxedField(raw);
      return relaxed;
    },
  };
}
