type Value = string | number | boolean;

/** One field as it is edited: a name, and its value as text. A known field keeps its name. */
export type FieldRow = { key: string; name: string; value: string; known: boolean };

/** A contact's fields, one row each. */
export function fieldRows(fields: Readonly<Record<string, Value>>): FieldRow[] {
  return Object.entries(fields).map(([name, value]) => ({ key: name, name, value: String(value), known: true }));
}

/**
 * What the rows change about the fields, as the API takes it: null for what was removed or emptied. A number or a yes that was not
 * touched stays one; what was typed is text.
 */
export function fieldChanges(
  before: Readonly<Record<string, Value>>,
  rows: readonly FieldRow[],
): Record<string, Value | null> {
  const named = rows.filter(({ name }) => name.trim() !== '');
  const gone = Object.keys(before).filter((name) => named.every((row) => row.name !== name));
  const changed = named.filter(({ name, value }) => String(before[name] ?? '') !== value);
  return Object.fromEntries([
    ...gone.map((name) => [name, null] as const),
    ...changed.map(({ name, value }) => [name.trim(), value === '' ? null : value] as const),
  ]);
}
