import { maskAddress } from './address.ts';

/** A stranger's text with every address in it masked, so that it may be kept beside a key that outlives the address. */
export function maskAddresses(text: string): string {
  return text.replace(/[^\s"'<>()[\],;:]+/g, (word) => (word.includes('@') ? masked(word) : word));
}

/** A full stop behind an address ends the sentence. What holds an @ and is no plain address tells nothing at all. */
function masked(word: string): string {
  const [, address, end = ''] = /^([^@]+@[a-z0-9.-]+[a-z0-9])(\.?)$/i.exec(word) ?? [];
  return address === undefined ? '***' : maskAddress(address) + end;
}
