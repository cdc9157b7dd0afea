import type { ListId } from './list-id.ts';
import type { Unsubscribe } from './list-unsubscribe.ts';
import type { Mailbox } from './mailbox.ts';
import type { MessageClass } from './message-class.ts';

/** One message to one person, every value final: nothing is looked up, filled in or chosen after this. */
export type Letter = {
  class: MessageClass;
  from: Mailbox;
  to: Mailbox;
  replyTo?: Mailbox;
  /** An address that only this letter names, for answers to go to besides `replyTo`, or From where there is none. */
  replyAlso?: Mailbox;
  /** At most 500 bytes of UTF-8, and not blank. */
  subject: string;
  /** May be empty for a letter of text alone. */
  html: string;
  /** May be empty, but not for marketing. */
  text: string;
  date: Date;
  /** With its angle brackets, as `messageId` makes it. */
  messageId: string;
  /** The label gets the From domain added: `<label.example.com>`. */
  listId?: ListId;
  /** Marketing does not leave without it. */
  unsubscribe?: Unsubscribe;
  /** `campaign:workspace:class:sender`, as Gmail's feedback loop reads it. */
  feedbackId?: string;
  /** Whether it says `Auto-Submitted: auto-generated` (RFC 3834). */
  autoSubmitted?: boolean;
  /** Further fields in their order; none that the letter makes itself. */
  extraFields?: readonly (readonly [name: string, value: string])[];
};
