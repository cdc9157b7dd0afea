import { formFields } from './form-fields.ts';

/** How much a "no" stops: the list the letter spoke of, or all marketing of its sender. */
export type Scope = 'list' | 'marketing';

/** What a POST says: a mail client's one click (RFC 8058), a button of our page, "undo" on the page after it, or none of them. */
export type Answer =
  | { kind: 'one-click' }
  | { kind: 'button'; scope: Scope }
  | { kind: 'undo'; nonce: string }
  | { kind: 'neither' };

/** Reads what a submitted body asks for. Other fields are ignored; the pair of RFC 8058 §3.1 goes before the page's own field. */
export function readAnswer(contentType: string | undefined, body: Buffer): Answer {
  const fields = formFields(contentType, body);
  for (const [name, value] of fields) {
    if (name.trim().toLowerCase() === 'list-unsubscribe' && value.toLowerCase() === 'one-click') {
      return { kind: 'one-click' };
    }
  }
  const nonce = fields.get('undo');
  if (nonce !== undefined) return { kind: 'undo', nonce };
  const scope = fields.get('scope');
  return scope === 'list' || scope === 'marketing' ? { kind: 'button', scope } : { kind: 'neither' };
}
