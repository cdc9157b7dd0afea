import { letterId, readLetterId } from '@hikyaku/campaigns';
import type { DeliveryRef } from '@hikyaku/message';
import { z } from 'zod';

/** How one letter is named outside: `dlv_…` as a row of a campaign's books, `msg_…` as a message that was handed in. */
export type LetterPrefix = 'dlv' | 'msg';

/** The name of a letter in an answer. It tells no address. */
export function publicLetterId(prefix: LetterPrefix, ref: DeliveryRef): string {
  return `${prefix}_${letterId(ref)}`;
}

/** The letter of that name, or undefined for anything else. */
export function parseLetterId(prefix: LetterPrefix, text: string): DeliveryRef | undefined {
  return text.startsWith(`${prefix}_`) ? readLetterId(text.slice(prefix.length + 1)) : undefined;
}

/** The name of a letter in a request. */
export function letterIdValue(prefix: LetterPrefix) {
  return z.string().transform((text, context) => {
    const ref = parseLetterId(prefix, text);
    if (ref !== undefined) return ref;
    context.addIssue({ code: 'custom', message: `This is no id of a letter (${prefix}_…).` });
    return z.NEVER;
  });
}

/** The schema of a letter's name in an answer. */
export function letterIdView(prefix: LetterPrefix) {
  return z.string().meta({ description: 'The id of one letter.', examples: [`${prefix}_…`] });
}
