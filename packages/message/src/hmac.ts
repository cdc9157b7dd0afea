import { createHmac, hash, type KeyObject } from 'node:crypto';

/**
 * HMAC-SHA-256 under a key. A letter bears four of them, each over some fifty bytes: as the two hashes that RFC 2104 says it is, from
 * memory that stays, one takes half of what it takes by an object of its own. Longer contents go that way.
 */
export function hmacSha256(key: KeyObject, content: Uint8Array): Buffer {
  if (content.length > longestContent) return createHmac('sha256', key).update(content).digest();
  const { inner, outer } = padsOf(key);
  inner.set(content, blockBytes);
  outer.write(hash('sha256', inner.subarray(0, blockBytes + content.length), 'binary'), blockBytes, 'latin1');
  return hash('sha256', outer, 'buffer');
}

const blockBytes = 64;
const hashBytes = 32;
const longestContent = 192;

/** The key in the two forms that stand before what is hashed, and room for that. */
type Pads = { inner: Buffer; outer: Buffer };

const kept = new WeakMap<KeyObject, Pads>();

function padsOf(key: KeyObject): Pads {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const secret = key.export();
  const block = Buffer.alloc(blockBytes);
  (secret.length > blockBytes ? hash('sha256', secret, 'buffer') : secret).copy(block);
  const pads = {
    inner: Buffer.alloc(blockBytes + longestContent).fill(
      block.map((octet) => octet ^ 0x36),
      0,
      blockBytes,
    ),
    outer: Buffer.alloc(blockBytes + hashBytes).fill(
      block.map((octet) => octet ^ 0x5c),
      0,
      blockBytes,
    ),
  };
  kept.set(key, pads);
  return pads;
}
