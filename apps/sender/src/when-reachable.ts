const pauseMs = 300;

/**
 * Waits for a database that is away, as it is while it recovers from a crash: a process that ended instead would be started again
 * later and later. Gives up with the last error after `mostMs` (50 s: whoever started us waits a minute), and at once where
 * waiting cannot help.
 */
export async function whenReachable<Value>(
  act: () => Promise<Value>,
  { tell, mostMs = 50_000 }: { tell: (error: unknown) => void; mostMs?: number },
): Promise<Value> {
  const until = performance.now() + mostMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!isAway(error) || performance.now() > until) throw error;
      tell(error);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/** A refused password, an unknown database or table (SQLSTATE 28…, 3D…, 42…), and our own refusals (no code at all) are answers. */
function isAway(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) return error instanceof Error && /connection|timeout/i.test(error.message);
  return !/^(28|3D|42)[0-9A-Z]{3}$/.test(code);
}
