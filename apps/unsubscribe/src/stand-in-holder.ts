import type { ReadToken } from '@hikyaku/suppression';
import type { Locale } from './choose-locale.ts';
import type { Holder } from './page.ts';
import { words } from './words.ts';

/** Whom a page speaks to while the database is away: the token alone says whether its letter spoke of a list. */
export function standInHolder(token: ReadToken, locale: Locale): Holder {
  return {
    senderName: null,
    listName: token.listId === null ? null : words[locale].facts.thisList,
    maskedEmail: null,
    stopped: { list: false, marketing: false },
  };
}
