import { encodedWords } from './encoded-word.ts';
import { LetterRefusedError } from './errors.ts';
import { assertHeaderSafe } from './header-safety.ts';

/** Octets a line may have before its CRLF (RFC 5322 §2.1.1). */
export const longestLine = 998;

/** Where header lines are folded when they can be: RFC 2047 §2 asks for 76 where encoded-words stand. */
const foldAt = 76;

/** Whether a text is a field name: printable ASCII without a colon (RFC 5322 §2.2), and short enough to leave room for a value. */
export function isFieldName(name: string): boolean {
  return /^[!-9;-~]{1,60}$/.test(name);
}

/**
 * An unstructured field, folded, without its last CRLF. Plain ASCII words separated by single spaces stand as they are;
 * anything else, and any word longer than `longestWord`, is written as encoded-words so that it reads back exactly.
 */
export function textField(name: string, text: string, longestWord: number = foldAt - name.length - 2): string {
  assertHeaderSafe(name, text);
  const words = text.split(' ');
  const plain = words.every((word) => isPlainWord(word) && word.length <= longestWord);
  return tokenField(name, plain ? words : encodedWords(text, foldAt - name.length - 2));
}

/** A structured field of tokens separated by spaces, folded between them, without its last CRLF. */
export function tokenField(name: string, tokens: readonly string[]): string {
  let done = '';
  let line = `${name}:`;
  for (const [index, token] of tokens.entries()) {
    assertHeaderSafe(name, token);
    // The first token stays on the name's own line, whatever its length: a line of white space alone is not allowed.
    if (index > 0 && line.length + 1 + token.length > foldAt) {
      done += `${line}\r\n`;
      line = '';
    }
    line += ` ${token}`;
  }
  return done + line;
}

/** A field on one line, never folded or encoded; throws when it is not printable ASCII or is longer than a line may be. */
export function singleLineField(name: string, value: string): string {
  if (!/^[ -~]*$/.test(value)) {
    assertHeaderSafe(name, value);
    throw new LetterRefusedError(name, 'holds characters outside ASCII', 'write it in ASCII');
  }
  const field = `${name}: ${value}`;
  if (field.length > longestLine) {
    const problem = `is ${field.length} octets long, and a line holds at most ${longestLine}`;
    throw new LetterRefusedError(name, problem, 'shorten it');
  }
  return field;
}

/** Whether a word can stand unencoded: printable ASCII that no reader could take for an encoded-word. */
export function isPlainWord(word: string): boolean {
  return /^[!-~]+$/.test(word) && !word.includes('=?');
}
