/**
 * Pulls up to `ahead` items before they are asked for and makes of each what `begin` does, so that composing runs a bounded distance ahead
 * of the wire. The returned function may be called by many at once; it answers undefined when the source is empty. A failing source
 * rejects every later call.
 */
export function lookahead<Item, Begun>(
  source: AsyncIterator<Item>,
  begin: (item: Item) => Begun,
  ahead: number,
): () => Promise<Begun | undefined> {
  const buffer: Promise<Begun | undefined>[] = [];
  const pull = () => {
    const next = source.next().then(({ done, value }) => (done === true ? undefined : begin(value)));
    // Whoever takes it sees the failure; until then it is no unhandled one.
    next.catch(() => {});
    buffer.push(next);
  };
  return () => {
    while (buffer.length < ahead + 1) pull();
    return buffer.shift() ?? Promise.resolve(undefined);
  };
}
