/** Whether the address falls into this share (0 to 1) of all addresses: always the same answer for the same seed. */
export const inShare = (address: string, seed: string, share: number): boolean =>
  hash32(`${address.toLowerCase()}\n${seed}`) < share * 2 ** 32;

/** A 32-bit hash that is the same everywhere and for ever: FNV-1a over UTF-16 units, finished as in MurmurHash3 so that near-equal addresses spread evenly. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
