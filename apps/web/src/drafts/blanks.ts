/** Where in a template's data something stands. */
export type Path = readonly (string | number)[];

/** What somebody can write in a template's data: a text (or number), or a list whose items are of one shape. */
export type Blank =
  | { kind: 'text'; path: Path; value: string }
  | { kind: 'list'; path: Path; items: Blank[][]; another: unknown };

/**
 * Every blank of some data, in the order of its shape: what was kept comes back from the database in another. What the shape has and
 * the data lacks is a blank as well, an empty one.
 */
export function blanksIn(data: unknown, shape: unknown, path: Path = []): Blank[] {
  if (Array.isArray(data) || (data === undefined && Array.isArray(shape))) {
    const items: unknown[] = Array.isArray(data) ? data : [];
    const one: unknown = Array.isArray(shape) ? shape[0] : items[0];
    if (one === undefined) return [];
    const inside = items.map((item, index) => blanksIn(item, one, [...path, index]));
    return [{ kind: 'list', path, items: inside, another: emptied(one) }];
  }
  if (isGroup(data) || (data === undefined && isGroup(shape))) {
    const values = new Map(Object.entries(isGroup(data) ? data : {}));
    const keys = new Set([...Object.keys(isGroup(shape) ? shape : {}), ...values.keys()]);
    const known = new Map(Object.entries(isGroup(shape) ? shape : {}));
    return [...keys].flatMap((key) => blanksIn(values.get(key), known.get(key), [...path, key]));
  }
  const value = data ?? (shape === undefined || shape === null ? undefined : '');
  if (typeof value === 'string' || typeof value === 'number') return [{ kind: 'text', path, value: String(value) }];
  return [];
}

/** The shape of a template's data: that of its sample, and whatever else its source asks for (`articles[].image_url`), empty. */
export function shapeOf(sample: unknown, asked: readonly string[]): unknown {
  const whole = merged(sample);
  // Deepest first: what stands above them is a group then, and not a text.
  const paths = [...asked].sort((a, b) => b.length - a.length);
  return paths.reduce<unknown>((shape, path) => put(shape, path.replaceAll('[]', '.[]').split('.')), whole);
}

/** The same data with something else at one place; nothing else is touched. */
export function withBlank(data: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const items: unknown[] = Array.isArray(data) ? data : [];
    return items.map((item, index) => (index === key ? withBlank(item, rest, value) : item));
  }
  if (key === '__proto__') return data;
  const entries = Object.entries(isGroup(data) ? data : {});
  if (!entries.some(([name]) => name === key)) entries.push([key, undefined]);
  return Object.fromEntries(entries.map(([name, item]) => [name, name === key ? withBlank(item, rest, value) : item]));
}

/** What stands at a place. */
export function at(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof key === 'number') return Array.isArray(inner) ? inner[key] : undefined;
    return isGroup(inner) ? Object.entries(inner).find(([name]) => name === key)?.[1] : undefined;
  }, data);
}

/** What blanks are called in a language: their names, and what stands between the parts of one. */
export type BlankWords = { names: Readonly<Record<string, string>>; between: string };

/** What a blank is called: "articles 2, title", each part by its own name where it has one. */
export function blankName(path: Path, { names, between }: BlankWords): string {
  const named = path.map((part) =>
    typeof part === 'number' ? ` ${part + 1}` : `${between}${names[part] ?? part.replaceAll('_', ' ')}`,
  );
  return named.join('').slice(between.length);
}

type Group = Readonly<Record<string, unknown>>;

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The items of each list as one that has everything any of them has. */
function merged(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value.map(merged);
    return items.every(isGroup) && items.length > 0 ? [Object.assign({}, ...items)] : items.slice(0, 1);
  }
  if (!isGroup(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, merged(inner)]));
}

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (!isGroup(value)) return '';
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, emptied(inner)]));
}

function put(shape: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return shape ?? '';
  if (first === '[]') return [put(Array.isArray(shape) ? shape[0] : undefined, rest)];
  const group = isGroup(shape) ? shape : {};
  const inner = Object.entries(group).find(([name]) => name === first)?.[1];
  return { ...group, [first]: put(inner, rest) };
}
