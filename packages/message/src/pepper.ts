import { addressKeyOver, layerBytes } from './address-key.ts';

/**
 * The pepper of address keys, in as many layers as it was given in its time; `bytes` are those of all layers, the oldest first. `laidAt` has,
 * for each layer but the oldest, the number of the signing key that was new with it: what older keys signed has none of that layer in it.
 */
export type Pepper = { bytes: Buffer; laidAt: readonly number[] };

/** Reads `<base64 of 32 bytes>`, or `<newest>@<key number>,…,<oldest>` where it was replaced; throws a sentence that never repeats the value. */
export function parsePepper(text: string): Pepper {
  const layers = text.split(',').map((part) => /^([A-Za-z0-9+/]{43}=)(?:@(\d{1,3}))?$/.exec(part.trim()));
  const wellFormed = layers.every((layer, place) => {
    const [, , laidAt] = layer ?? [];
    return layer !== null && (laidAt === undefined) === (place === layers.length - 1);
  });
  if (!wellFormed) throw new Error(pepperSentence);
  const oldestFirst = layers.toReversed();
  const laidAt = oldestFirst.flatMap((layer) => (layer?.[2] === undefined ? [] : [Number(layer[2])]));
  if (laidAt.some((number, place) => number < 1 || number > 255 || number <= (laidAt[place - 1] ?? 0))) {
    throw new Error(pepperSentence);
  }
  return { bytes: Buffer.concat(oldestFirst.map((layer) => Buffer.from(layer?.[1] ?? '', 'base64'))), laidAt };
}

const pepperSentence =
  'HIKYAKU_PEPPER must be 32 bytes in base64 as `openssl rand -base64 32` makes them, or, where it was replaced, layers as `hikyaku keys replace-pepper` writes them.';

/** Brings the address key in something that we signed up to date with the pepper, by the number of the key that signed it. */
export type RenewKey = (signedBy: number, addressKey: Buffer) => Buffer;

/** A renewer; numbers of signing keys only grow. */
export function keyRenewal({ bytes, laidAt }: Pepper): RenewKey {
  const newest = laidAt.map((_, place) => bytes.subarray(bytes.length - (place + 1) * layerBytes));
  return (signedBy, addressKey) => {
    const since = laidAt.filter((number) => signedBy < number).length;
    const layers = newest[since - 1];
    return layers === undefined ? addressKey : addressKeyOver(layers, addressKey);
  };
}

/** For whoever has no pepper that was ever replaced. */
export const keyAsSigned: RenewKey = (_signedBy, addressKey) => addressKey;
