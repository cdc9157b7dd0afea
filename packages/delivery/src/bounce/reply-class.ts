/** What a class says of the address: it does not exist, it ails (given up when it keeps ailing), or nothing. */
export type Blame = 'gone' | 'ailing' | 'none';

const blameOf = {
  /** There is no such mailbox, or no such domain: trying again cannot help, and nobody should. */
  'invalid-address': 'gone',
  /** The mailbox is there and has no room. */
  'mailbox-full': 'ailing',
  /** The mailbox was there once: disabled, suspended, closed, or somebody else's by now. */
  'inactive-mailbox': 'ailing',
  /** The receiver cannot say (yet) whether there is such a mailbox, or nobody finds its domain today. */
  'doubtful-address': 'ailing',
  /** This one reader gets too much at the moment, from whomever. */
  'recipient-busy': 'none',
  /** Come back in some minutes, from the same place: a test that every unknown sender gets. */
  greylisted: 'none',
  /** We send too fast, over too many connections, or too much today. */
  throttled: 'none',
  /** Our address, network or domain has a bad name there, or stands on a list. */
  blocked: 'none',
  /** SPF, DKIM or DMARC did not pass. */
  unauthenticated: 'none',
  /** Something of ours must be mended: reverse DNS, TLS, EHLO name, envelope sender, login at the relay. */
  'sender-setup': 'none',
  /** What the letter says, links to or looks like was not wanted. */
  content: 'none',
  /** The letter is larger than the reader or the receiver takes. */
  'too-large': 'none',
  /** A rule of the receiver, or the reader's own filter, says no. */
  policy: 'none',
  /** The receiver is in trouble: no disk, no names, a loop. */
  'receiver-trouble': 'none',
  /** What was said is not the protocol, on one side or the other. */
  protocol: 'none',
  /** 421 without a reason that is known. */
  'server-closing': 'none',
  /** 4yz without a reason that is known. */
  'server-busy': 'none',
  /** 5yz without a reason that is known. Never held against the address: a block in unknown words looks the same. */
  refused: 'none',
} as const satisfies Record<string, Blame>;

/** What a refusal means. It is the reason that a letter's row carries and people read. */
export type ReplyClass = keyof typeof blameOf;

/** What a class says of the address. */
export function blame(replyClass: ReplyClass): Blame {
  return blameOf[replyClass];
}

/** The classes that wear an address out. */
export const ailments: readonly ReplyClass[] = Object.keys(blameOf)
  .filter(isReplyClass)
  .filter((replyClass) => blame(replyClass) === 'ailing');

/** Whether a word of the table, or a reason in the ledger, is a class. */
export function isReplyClass(word: string): word is ReplyClass {
  return Object.hasOwn(blameOf, word);
}
