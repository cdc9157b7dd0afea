/** One blank of a template: where in its data it stands, and what it holds now. */
export type BlankField = { path: readonly (string | number)[]; value: string };

/** Every text in a template's data that somebody can write anew, in its order. Addresses of pictures and pages are among them. */
export function blanksIn(data: unknown, path: readonly (string | number)[] = []): BlankField[] {
  if (typeof data === 'string') return [{ path, value: data }];
  if (Array.isArray(data)) return data.flatMap((item, index) => blanksIn(item, [...path, index]));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => blanksIn(value, [...path, key]));
}

/** The same data with another text at one place; nothing else is touched. */
export function withBlank(data: unknown, path: readonly (string | number)[], value: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(data)) return data.map((item, index) => (index === key ? withBlank(item, rest, value) : item));
  const known = typeof data === 'object' && data !== null ? { ...data } : {};
  return Object.fromEntries(
    Object.entries(known).map(([name, item]) => [name, name === key ? withBlank(item, rest, value) : item]),
  );
}

/** What a blank is called: "articles 2, title", each part by its own name where it has one. */
export function blankName(path: readonly (string | number)[], names: Readonly<Record<string, string>> = {}): string {
  const named = path.map((part) =>
    typeof part === 'number' ? ` ${part + 1}` : `, ${names[part] ?? part.replaceAll('_', ' ')}`,
  );
  return named.join('').replace(/^, /, '');
}
