import type { LetterHolder, PersonOnList } from '@hikyaku/suppression';
import type { PreferencesShown } from './preferences-page.ts';
import type { Scope } from './read-answer.ts';

/** Whom a page speaks to, and about which letters; without a sender's name while the database is away. */
export type Holder = Pick<LetterHolder, 'listName' | 'maskedEmail' | 'stopped'> & { senderName: string | null };

/** Why the choice is shown again, or that it is a sample. */
export type Note = 'malformed' | 'tooLong' | 'demo';

/** Every page of this app, by what it says. */
export type Page =
  | { name: 'choose'; holder: Holder; note?: Note }
  | { name: 'done' | 'on-its-way'; holder: Holder; scope: Scope; nonce?: string }
  | { name: 'undone'; holder: Holder; outcome: 'undone' | 'over' }
  | ({ name: 'preferences' } & PreferencesShown)
  | { name: 'unavailable'; scope?: Scope }
  | { name: 'recorded' | 'inert' | 'unknown' | 'busy' | 'expired' | 'asked' | 'asked-often' }
  | { name: 'home'; wrong?: boolean }
  | { name: 'confirm'; confirmed: boolean; person: PersonOnList };
