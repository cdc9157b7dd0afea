/** Which page to read: what follows the cursor (an id; none means the start), at most `limit` items. */
export type Page = { cursor?: string | undefined; limit: number };

/** One page of items, and the cursor of the next one, or null when this was the last. */
export type Paged<Item> = { items: Item[]; nextCursor: string | null };

/** Makes a page of rows that were read with one more than asked for, in the order of their ids. */
export function pageOf<Item extends { id: string }>(rows: Item[], limit: number): Paged<Item> {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
