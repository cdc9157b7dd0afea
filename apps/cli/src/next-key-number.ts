import { Refusal } from './errors.ts';
import { readKeyring } from './settings.ts';

const mostKeys = 255;

/** The number of the next signing key of a keyring: numbers only grow. */
export function nextKeyNumber(keys: string): number {
  const number = Math.max(...readKeyring(keys).map(({ id }) => id)) + 1;
  if (number <= mostKeys) return number;
  throw new Refusal(`The keyring's numbers have reached ${mostKeys}, the last one that fits into a token.`);
}
