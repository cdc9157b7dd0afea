/** An id's 8 bytes, big endian; what many letters share is worked out once. Throws a RangeError for what is no decimal number below 2^64. */
export function u64(id: string): Buffer {
  const known = kept.get(id);
  if (known !== undefined) return known;
  if (!/^\d{1,20}$/.test(id) || BigInt(id) >= 2n ** 64n) {
    throw new RangeError(`An id is a decimal number below 2^64, not "${id}".`);
  }
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(id));
  if (kept.size >= mostKept) kept.clear();
  kept.set(id, bytes);
  return bytes;
}

/** Campaigns, workspaces and lists: a letter's token and references hold three or four, the same for thousands of letters. */
const kept = new Map<string, Buffer>();
const mostKept = 1_000;
