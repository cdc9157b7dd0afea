/** A page of the API's lists. */
type Page<Item> = { items: readonly Item[]; nextCursor: string | null };

/** Asks for page after page of what is listed, the most at once, until there is no more: for what people have dozens of, not millions. */
export async function everyPage<Item>(
  ask: (query: { limit: string; cursor?: string }) => Promise<Page<Item>>,
): Promise<{ items: Item[] }> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await ask({ limit: '200', ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return { items };
}
