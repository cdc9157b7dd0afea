/**
 * Pulls up to `ahead` items before they are asked for, so that composing runs a bounded distance ahead of the wire. The returned
 * function may be called by many at once; it answers undefined when the source is empty. A failing source rejects every later call.
 */
export function lookahead<Item>(source: AsyncIterator<Item>, ahead: number): () => Promise<Item | undefined> {
  const buffer: Promise<IteratorResult<Item>>[] = [];
  const pull = () => {
    const next = source.next();
    // Whoever takes it sees the failure; until then it is no unhandled one.
    next.catch(() => {});
    buffer.push(next);
  };
  return async () => {
    while (buffer.length < ahead + 1) pull();
    const result = await buffer.shift();
    return result === undefined || result.done === true ? undefined : result.value;
  };
}
