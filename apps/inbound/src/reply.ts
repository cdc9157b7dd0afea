import type { Taken } from './take-mail.ts';

/** One line to the sending server: a code of three digits, and text that repeats nothing of what was said. */
export type Reply = { code: number; text: string };

/** The answer to an address that is none of ours, whatever is wrong with it. */
export const noSuchAddress: Reply = { code: 550, text: '5.1.1 There is no such address here' };

/** The answer to a mail that is larger than mail servers take as a rule. */
export const tooLarge: Reply = { code: 552, text: '5.3.4 The mail is too large for this address' };

/** The answer while nothing can be stored: the sending server keeps the mail and tries again. */
export const tryAgain: Reply = { code: 451, text: '4.3.0 This cannot be stored now, please try again later' };

/** What a mail is answered with. A machine's gets the same 250 as anybody's, so that it makes no further noise. */
export function replyTo(taken: Taken): Reply {
  switch (taken.kind) {
    case 'ignored':
      return { code: 250, text: '2.0.0 Taken' };
    case 'elsewhere':
      return { code: 250, text: '2.0.0 Taken; only STOP is read here' };
    case 'misdirected':
      return nobodyReads(taken.writeTo);
    case 'unknown':
      return noSuchAddress;
    case 'left': {
      const done = taken.leavings.every(({ left }) => left.kind === 'done');
      const text = done ? '2.0.0 Delivery has been stopped' : '2.0.0 Delivery has been stopped; a letter is on its way';
      return { code: 250, text };
    }
  }
}

/** What a person finds in the report that their mail program gets; a code that says nothing about whether an address exists. */
function nobodyReads(writeTo: string): Reply {
  const instead = /^[!-~]{1,200}$/.test(writeTo) ? `: please write to ${writeTo}` : '';
  return { code: 550, text: `5.7.1 Your message was not delivered. Nobody reads this address but for STOP${instead}` };
}
