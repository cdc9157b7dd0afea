import { randomBytes } from 'node:crypto';
import { addressKeyOver, type Pepper } from '@hikyaku/message';

const layerBytes = 32;

/** The bytes of a pepper as it was before its newest layer; undefined for one that was never replaced. */
export function withoutNewest({ bytes }: Pepper): Buffer | undefined {
  return bytes.length > layerBytes ? bytes.subarray(0, -layerBytes) : undefined;
}

/** What a key of the pepper before becomes under its newest layer. */
export function newestLayer({ bytes }: Pepper): (key: Buffer) => Buffer {
  const layer = bytes.subarray(-layerBytes);
  return (key) => addressKeyOver(layer, key);
}

/** A pepper with a new layer over it, as it is written in settings; `signedBy` is the number of the signing key that is new with it. */
export function withNewLayer(pepper: string, signedBy: number): string {
  return `${randomBytes(layerBytes).toString('base64')}@${signedBy},${pepper}`;
}
