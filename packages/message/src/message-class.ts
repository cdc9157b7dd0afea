/** Every kind of letter there is; each letter is of exactly one, said by whoever writes it and never guessed. */
export const messageClasses = [
  'marketing',
  'transactional',
  'transactional_ad',
  'consent_request',
  'list_admin',
] as const;

/** What a letter is for, which decides consent, suppression scopes, footer and one-click headers. */
export type MessageClass = (typeof messageClasses)[number];

/** Whether a text names a message class. */
export function isMessageClass(text: string): text is MessageClass {
  return messageClasses.some((messageClass) => messageClass === text);
}

/** Whether a letter of this class may leave only with a one-click way out (RFC 8058). */
export function requiresUnsubscribe(messageClass: MessageClass): boolean {
  return messageClass === 'marketing';
}
