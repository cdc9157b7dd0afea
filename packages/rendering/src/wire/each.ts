/** What is called for each item; `key` is the index in a list, the name in a group. */
export type Visit = (value: unknown, key: unknown, index: number, last: boolean) => void;

/** Goes through a list, a group or anything iterable the way `each` does; false if there was nothing to go through. */
export function forEach(subject: unknown, visit: Visit): boolean {
  if (typeof subject !== 'object' || subject === null) return false;
  if (Array.isArray(subject)) return forItems(subject, visit);
  if (isIterable(subject)) return forItems([...subject], visit);
  const entries = Object.entries(subject);
  for (const [index, [key, value]] of entries.entries()) visit(value, key, index, index === entries.length - 1);
  return entries.length > 0;
}

function forItems(items: readonly unknown[], visit: Visit): boolean {
  for (let index = 0; index < items.length; index++) {
    // A list may have gaps, which are passed over.
    if (index in items) visit(items[index], index, index, index === items.length - 1);
  }
  return items.length > 0;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && typeof value[Symbol.iterator] === 'function';
}
