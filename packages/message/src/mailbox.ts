import { parseAddress, type Address } from './address.ts';
import { encodedWords } from './encoded-word.ts';
import { LetterRefusedError } from './errors.ts';
import { isPlainWord, tokenField } from './header-field.ts';
import { assertHeaderSafe } from './header-safety.ts';
import { isAtom } from './local-part.ts';

/** A display name and an address, as a person fills them in; `address` is that address where it has been read already. */
export type Mailbox = { name?: string; email: string; address?: Address };

const longestQuoted = 60;

/** The address of a mailbox; throws a LetterRefusedError that names the field when it is none. */
export function mailboxAddress(field: string, mailbox: Mailbox): Address {
  if (mailbox.address !== undefined) return mailbox.address;
  assertHeaderSafe(field, mailbox.email);
  const parsed = parseAddress(mailbox.email);
  if (!parsed.ok) throw new LetterRefusedError(field, `has no usable address: ${parsed.reason}`, 'correct the address');
  return parsed.address;
}

/** A field of one mailbox or more (From, To, Reply-To), folded, without its last CRLF. */
export function mailboxField(field: string, ...mailboxes: [Mailbox, ...Mailbox[]]): string {
  const tokens = mailboxes.flatMap((mailbox, place) => {
    const address = mailboxAddress(field, mailbox);
    const phrase = phraseTokens(field, mailbox.name ?? '', field.length + 2);
    return [...phrase, `<${address.envelope}>${place < mailboxes.length - 1 ? ',' : ''}`];
  });
  return tokenField(field, tokens);
}

/**
 * A display name as tokens of an RFC 5322 phrase: bare words, one quoted string, or encoded-words, whichever is the first
 * that says it exactly. `column` is where on the line the phrase begins. A blank name has no tokens.
 */
export function phraseTokens(field: string, name: string, column: number): string[] {
  assertHeaderSafe(field, name);
  if (name.trim() === '') return [];
  const words = name.split(' ');
  if (words.every((word) => isPlainWord(word) && isAtom(word) && word.length <= longestQuoted)) return words;
  if (words.every(isPlainWord) && name.length <= longestQuoted) return [`"${name.replace(/["\\]/g, '\\$&')}"`];
  return encodedWords(name, 76 - column);
}
