import { publicId } from '@hikyaku/database';
import { type Letter, type Mailbox, type MessageClass, requiresUnsubscribe, type Unsubscribe } from '@hikyaku/message';

/** What all letters of a campaign share in their headers. `listNames` are those of its lists, by id. */
export type LetterFrame = {
  campaignId: string;
  workspaceId: string;
  class: MessageClass;
  from: { name: string; email: string };
  replyTo: string | null;
  listNames: ReadonlyMap<string, string>;
};

/** What a letter says, and the things that are its own. `name` is the person's, for To, where known. */
export type LetterParts = {
  to: { name?: string; email: string };
  words: { subject: string; html: string; text: string };
  messageId: string;
  unsubscribe: Unsubscribe | null;
  /** Where an answer may go besides, to stop what this letter is of. */
  replyAlso?: Mailbox;
  listId: string | null;
  date: Date;
};

/** The constant last part of Feedback-ID, by which Gmail counts complaints per sender of ours (FBID-1). */
const feedbackSender = 'hikyaku';

/** One letter, every value final. Header and body speak of the way out with the same token, because both are given the same link. */
export function letterFor(frame: LetterFrame, parts: LetterParts): Letter {
  const listName = parts.listId === null ? undefined : frame.listNames.get(parts.listId);
  return {
    class: frame.class,
    from: frame.from,
    to: parts.to,
    ...(frame.replyTo === null ? {} : { replyTo: { email: frame.replyTo } }),
    ...(parts.replyAlso === undefined ? {} : { replyAlso: parts.replyAlso }),
    subject: parts.words.subject,
    html: parts.words.html,
    text: parts.words.text,
    date: parts.date,
    messageId: parts.messageId,
    ...(parts.listId === null || listName === undefined
      ? {}
      : { listId: { name: listName, id: publicId('list', parts.listId) } }),
    ...(parts.unsubscribe !== null && requiresUnsubscribe(frame.class) ? { unsubscribe: parts.unsubscribe } : {}),
    feedbackId: [
      publicId('campaign', frame.campaignId),
      publicId('workspace', frame.workspaceId),
      frame.class,
      feedbackSender,
    ].join(':'),
    // R3834-1: nobody wrote this by hand to this one person, so nobody's machine should answer it.
    autoSubmitted: true,
  };
}
