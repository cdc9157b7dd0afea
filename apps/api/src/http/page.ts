import { type IdKind, parseId, publicId } from '@hikyaku/database';
import { z } from 'zod';

/** The most items of one page. */
export const mostItems = 200;

/** `limit` of a page: 50 when left out, 200 at most. */
export const limitParameter = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, `limit is a number from 1 to ${mostItems}`)
  .transform(Number)
  .refine((limit) => limit <= mostItems, `limit is ${mostItems} at most`)
  .default(50)
  .meta({ description: `How many items at most (1 to ${mostItems}).` });

/** The query of a listing whose cursor is the id of a thing of this kind. */
export function pageQuery(kind: IdKind) {
  return {
    cursor: z
      .string()
      .transform((text, context) => {
        const id = parseId(kind, text);
        if (id !== undefined) return id;
        context.addIssue({ code: 'custom', message: 'cursor is none that an earlier page gave as nextCursor.' });
        return z.NEVER;
      })
      .optional()
      .meta({ description: 'The nextCursor of the page before; leave it out for the first page.' }),
    limit: limitParameter,
  };
}

/** The schema of one page of items. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A page as the outside sees it. */
export function pageView<Item, View>(
  kind: IdKind,
  page: { items: readonly Item[]; nextCursor: string | null },
  view: (item: Item) => View,
): { items: View[]; nextCursor: string | null } {
  return {
    items: page.items.map(view),
    nextCursor: page.nextCursor === null ? null : publicId(kind, page.nextCursor),
  };
}

/** Makes a page of rows that were read with one more than asked for. */
export function pageOf<Item extends { id: string }>(
  rows: readonly Item[],
  limit: number,
): { items: readonly Item[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
