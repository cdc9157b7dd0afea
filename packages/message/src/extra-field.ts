import { LetterRefusedError } from './errors.ts';
import { isFieldName, textField } from './header-field.ts';

/** Fields that only the letter itself, the signer or a server on the way may write (RFC 2369, 5321, 5322, 6376, 8601, 8617). */
const reserved = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'return-path',
  'received',
  'delivered-to',
  'authentication-results',
  'feedback-id',
  'auto-submitted',
]);
const reservedPrefixes = ['list-', 'dkim-', 'domainkey-', 'arc-', 'content-', 'resent-', 'received-'];

/** An unencoded word of an extra field may be long: message ids and tokens must not be split. */
const longestWord = 900;

/** Why this name may not be given to an extra field, or undefined if it may. */
export function extraFieldProblem(name: string): string | undefined {
  if (!isFieldName(name)) return 'is no field name';
  const lower = name.toLowerCase();
  const taken = reserved.has(lower) || reservedPrefixes.some((prefix) => lower.startsWith(prefix));
  return taken ? 'is made by the letter itself and cannot be set' : undefined;
}

/** The fields a caller adds, each folded; throws a LetterRefusedError for reserved or repeated names (R2369-2). */
export function extraFields(fields: readonly (readonly [name: string, value: string])[]): string[] {
  const seen = new Set<string>();
  return fields.map(([name, value]) => {
    const problem = extraFieldProblem(name) ?? (seen.has(name.toLowerCase()) ? 'is given twice' : undefined);
    if (problem !== undefined) {
      throw new LetterRefusedError(`The field ${JSON.stringify(name)}`, problem, 'leave it out or rename it');
    }
    seen.add(name.toLowerCase());
    if (value.trim() === '') throw new LetterRefusedError(name, 'is empty', 'leave it out or give it a value');
    return textField(name, value, longestWord);
  });
}
