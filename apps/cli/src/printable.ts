import { maskAddress } from '@hikyaku/message';

/**
 * A line that cannot move a terminal's cursor or turn its text around: control characters and bidirectional overrides become
 * U+FFFD. Names, notes and replies come from strangers.
 */
export function printable(line: string): string {
  return line.toWellFormed().replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** A text from elsewhere with every address in it masked: a terminal is not the place for other people's. */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s"'<>(),;:]+@[^\s"'<>(),;:]+/g, (address) => maskAddress(address.replace(/\.+$/, '')));
}

/** Why a line of a file was not taken, without the value: the operator has the file, and the line's number. */
export function reasonAlone(reason: string): string {
  return withoutAddresses(reason.replace(/^"(?:[^"\\]|\\.)*"/, 'The address'));
}

/** A moment as operators read it, in UTC. */
export function moment(at: Date): string {
  return at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}

/** A number of things: `1 letter`, `2 letters`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : several}`;
}
