/**
 * Arrays as Postgres reads them, for statements that carry hundreds of rows: the driver escapes element by element, which for ids and
 * numbers is most of what such a statement costs the client.
 */

/** Ids, numbers and words of letters, digits and "-": nothing that would need escaping. Throws a RangeError for anything else. */
export function plainArray(values: readonly (string | number)[]): string {
  const joined = values.join(',');
  if (!plain.test(joined)) throw new RangeError('An array of ids, numbers or words holds something else.');
  return `{${joined}}`;
}

/** Texts, some of which may be missing; null when all are. */
export function textArray(values: readonly (string | null)[]): string | null {
  if (values.every((value) => value === null)) return null;
  return `{${values.map((value) => (value === null ? 'NULL' : quoted(value))).join(',')}}`;
}

/** Points in time, some of which may be missing; null when all are. */
export function timeArray(values: readonly (Date | null)[]): string | null {
  return textArray(values.map((value) => value?.toISOString() ?? null));
}

const plain = /^[\w,-]*$/;
const needsEscape = /["\\]/g;

function quoted(text: string): string {
  return `"${text.replace(needsEscape, '\\$&')}"`;
}
