/** A place in a script that cannot be understood: thrown while reading, handed out as a sentence by `readScript`. */
export class ScriptProblem extends Error {
  override name = 'ScriptProblem';
}

/** The value as an object, or a problem that names the place. */
export function object(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ScriptProblem(`${place} must be an object`);
  }
  return { ...value };
}

/** Refuses names that mean nothing here. */
export function only(value: Record<string, unknown>, names: readonly string[], place: string): void {
  const stranger = Object.keys(value).find((name) => !names.includes(name));
  if (stranger !== undefined)
    throw new ScriptProblem(`${place} knows ${names.join(', ')}; it does not know "${stranger}"`);
}

/** A seed: any text or number. */
export function seedText(value: unknown, place: string): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new ScriptProblem(`${place} must be a text or a number`);
}

/** The value as a number within bounds, or a problem that names the place and the bounds. */
export function number(value: unknown, place: string, bounds: { from: number; to?: number; whole?: boolean }): number {
  const { from, to = Number.MAX_SAFE_INTEGER, whole = false } = bounds;
  if (typeof value === 'number' && value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  const range = bounds.to === undefined ? `from ${from}` : `from ${from} to ${to}`;
  throw new ScriptProblem(`${place} must be a ${whole ? 'whole ' : ''}number ${range}`);
}
