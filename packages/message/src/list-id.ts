import { LetterRefusedError } from './errors.ts';
import { tokenField } from './header-field.ts';
import { isDotAtom } from './local-part.ts';
import { phraseTokens } from './mailbox.ts';

/** A list as a letter names it: what people call it, and a label that stays the same as long as the list lives. */
export type ListId = { name: string; id: string };

const field = 'List-Id';
const longestIdentifier = 255;

/** `List-Id: name <label.domain>` (RFC 2919), folded; the domain is one the sender controls, so that labels cannot collide. */
export function listIdField(listId: ListId, domain: string): string {
  const identifier = `${listId.id}.${domain}`;
  if (!isDotAtom(listId.id) || identifier.length > longestIdentifier) {
    const problem = `cannot be made of the label ${JSON.stringify(listId.id)}`;
    throw new LetterRefusedError(
      field,
      problem,
      'use letters, digits, "-" and "_", at most 255 characters with the domain',
    );
  }
  return tokenField(field, [...phraseTokens(field, listId.name, field.length + 2), `<${identifier}>`]);
}
