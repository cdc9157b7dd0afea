export { type Channel, channels } from './channel.ts';
export { type Canary, freeCanary, hasCanaryLeft, reserveCanary } from './canary.ts';
export {
  type Asked,
  type Claim,
  type ClearedLetter,
  type ComposedLetter,
  clear,
  GateAnswerLostError,
  type Verdict,
} from './gate.ts';
export { endWish } from './end-wish.ts';
export { confirmable, type PersonOnList } from './confirmable.ts';
export { type DeadEnd, giveUp } from './give-up.ts';
export { type Door, openDoor, type Passed } from './journal/door.ts';
export { decideHeld, type HeldDecision, type HeldDomain, type Holder, holdLost, listHeld } from './held.ts';
export { openJournal } from './journal/journal.ts';
export { JournalInUseError } from './journal/journal-lock.ts';
export { giveUpJournal, openJournals } from './journal/journals.ts';
export { type Left, leave } from './leave.ts';
export { type LeaveTogether, leaveTogether } from './leave-together.ts';
export { type Held, type LetterHolder, letterHolder } from './letter-holder.ts';
export { type Lift, lift } from './lift.ts';
export {
  mintPersonToken,
  type PersonSubject,
  personTokenReader,
  type ReadPersonToken,
} from './person-token.ts';
export { type ExportFormat, exportFormat } from './opt-outs/export-format.ts';
export {
  emptyTally,
  importOptOuts,
  type OptOutLine,
  type OptOutReject,
  type OptOutScope,
  type OptOutSource,
  type OptOutTally,
} from './opt-outs/import-opt-outs.ts';
export { findPreferences, type Preferences } from './preferences.ts';
export { type LetterRequest, requestLetter } from './request-letter.ts';
export { listRushes, noteRushes } from './rushes.ts';
export { type How, type Suppressed, suppress } from './suppress.ts';
export { findSuppressions, type Suppression, type SuppressionFilter } from './suppressions.ts';
export { offerUndo, undo } from './undo.ts';
export { preferencesLink, unsubscribeLink } from './unsubscribe-link.ts';
export { mintToken, type ReadToken, type TokenSubject, tokenReader } from './unsubscribe-token.ts';
export { type LetterAsked, type Stop, type StopFound, stops, whatStops } from './what-stops.ts';
export type { Wish } from './wish.ts';
