import type { LetterHolder } from '@hikyaku/suppression';
import type { Scope } from './read-answer.ts';

/** Whom a page speaks to, and about which letters. */
export type Holder = Pick<LetterHolder, 'senderName' | 'listName' | 'maskedEmail' | 'stopped'>;

/** Why the choice is shown again, or that it is a sample. */
export type Note = 'malformed' | 'tooLong' | 'demo';

/** Every page of this app, by what it says. */
export type Page =
  | { name: 'choose'; holder: Holder; note?: Note }
  | { name: 'done' | 'on-its-way'; holder: Holder; scope: Scope }
  | { name: 'unavailable'; scope?: Scope }
  | { name: 'inert' | 'unknown' | 'busy' | 'home' };
