import { relaxedField } from '../dkim/canonical.ts';
import { fieldName } from '../raw-message.ts';

/** A header field ready for the wire: as it is written, folded and without its last CRLF, and as DKIM signs it. */
export type WireField = { name: string; raw: string; relaxed: string };

/** Prepares a field once, for as many letters as bear it. */
export function wireField(raw: string): WireField {
  return { name: fieldName(raw), raw, relaxed: relaxedField(raw) };
}
