import { type CanonicalAddress, parseAddress } from '@hikyaku/message';
import { readLines } from './lines.ts';

/** One line of a file of addresses; nothing follows an `unusable` one. */
export type AddressLine =
  | { kind: 'address'; line: number; canonical: CanonicalAddress }
  | { kind: 'rejected'; line: number; reason: string }
  | { kind: 'unusable'; reason: string };

/**
 * Reads addresses, one a line: a single column with or without a name above it, or the column called "email" of several. Blank
 * lines say nothing. A line break inside quotes is not understood: its lines are rejected.
 */
export async function* readAddresses(source: AsyncIterable<Uint8Array>): AsyncGenerator<AddressLine> {
  let column: Column | undefined;
  try {
    for await (const { number, text } of readLines(source)) {
      if (text === undefined) yield { kind: 'rejected', line: number, reason: 'The line is too long.' };
      else if (text.trim() === '') continue;
      else if (column === undefined) {
        const begun = begin(text);
        if (begun.kind === 'unusable') yield begun;
        if (begun.kind === 'unusable') return;
        column = begun.column;
        if (begun.kind === 'data') yield readLine(number, text, column);
      } else yield readLine(number, text, column);
    }
  } catch {
    yield {
      kind: 'unusable',
      reason: 'The file broke off before its end; what was read is done, and repeating it harms nothing.',
    };
    return;
  }
  if (column === undefined) yield { kind: 'unusable', reason: 'The file holds no address.' };
}

/** Where the address stands; without a delimiter the line is one cell. */
type Column = { delimiter: string | undefined; index: number };

const delimiters = [',', ';', '\t'] as const;
const names = new Set(['email', 'e-mail', 'mail', 'email address', 'address', 'メール', 'メールアドレス', 'アドレス']);

/** Learns from the first line that says something. */
function begin(text: string): { kind: 'header' | 'data'; column: Column } | { kind: 'unusable'; reason: string } {
  for (const delimiter of delimiters) {
    const index = cells(text, delimiter).findIndex((cell) => names.has(cell.trim().normalize('NFKC').toLowerCase()));
    if (index >= 0) return { kind: 'header', column: { delimiter, index } };
  }
  const column = { delimiter: undefined, index: 0 };
  const isOneCell = delimiters.every((delimiter) => cells(text, delimiter).length === 1);
  if (isOneCell || parseAddress(text).ok) return { kind: 'data', column };
  const reason = 'The first line has several columns, and none is called "email"; put a line above that names them.';
  return { kind: 'unusable', reason };
}

function readLine(line: number, text: string, { delimiter, index }: Column): AddressLine {
  // An address may itself begin with a quote, so the line as it stands is tried first.
  const whole = parseAddress(text);
  const parsed = whole.ok ? whole : parseAddress(cells(text, delimiter)[index] ?? '');
  return parsed.ok
    ? { kind: 'address', line, canonical: parsed.address.canonical }
    : { kind: 'rejected', line, reason: parsed.reason };
}

/** The cells of one line; a quoted one may hold the delimiter, and quotes written twice. */
function cells(line: string, delimiter: string | undefined): string[] {
  const found = [''];
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    const cell = found.at(-1) ?? '';
    if (quoted && character === '"' && line.charAt(at + 1) === '"') {
      found[found.length - 1] = `${cell}"`;
      at += 1;
    } else if (character === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (character === delimiter && !quoted) found.push('');
    else found[found.length - 1] = cell + character;
  }
  return found;
}
