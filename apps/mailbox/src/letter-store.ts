/** The raw sources of the newest letters. */
export interface LetterStore {
  put(id: number, source: Buffer): void;
  source(id: number): Buffer | null;
  count(): number;
  clear(): void;
}

/** Keeps at most `newest` letters and `limitBytes` bytes; the oldest go first, the newest always stays. */
export function createLetterStore(newest: number, limitBytes: number): LetterStore {
  const sources = new Map<number, Buffer>();
  let bytes = 0;
  return {
    put(id, source) {
      if (newest === 0) return;
      sources.set(id, source);
      bytes += source.length;
      for (const [oldId, old] of sources) {
        if (sources.size === 1 || (sources.size <= newest && bytes <= limitBytes)) break;
        sources.delete(oldId);
        bytes -= old.length;
      }
    },
    source: (id) => sources.get(id) ?? null,
    count: () => sources.size,
    clear() {
      sources.clear();
      bytes = 0;
    },
  };
}
