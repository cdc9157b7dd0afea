import type { SmtpReply } from '@hikyaku/message';
import type { Transmission } from '../transport.ts';
import type { ReceiverFamily } from './receiver-family.ts';
import { blame, type ReplyClass } from './reply-class.ts';
import { comparable } from './text-pattern.ts';

/** Where in the dialogue a reply was given: `dot` after the letter. */
export type Stage = Extract<Transmission, { kind: 'replied' }>['stage'];

/** A refusal, where in the dialogue it was said, and the family of whoever it was said about. */
export type Refusal = { stage: Stage; reply: SmtpReply; family: ReceiverFamily | undefined };

/** One row of the table, read. `by-code`: 4yz is tried again and 5yz is not. */
export type ReplyRule = {
  /** The row's line in the file, from 1. */
  line: number;
  family: ReceiverFamily | undefined;
  isStage: (stage: Stage) => boolean;
  isCode: (code: number) => boolean;
  isEnhanced: (enhanced: string | undefined) => boolean;
  pattern: RegExp | undefined;
  class: ReplyClass;
  fate: Fate;
};

/** What becomes of the letter by a rule. */
export type Fate = 'by-code' | 'later' | 'final';

/** What a refusal means, what becomes of the letter, and the line of the rule that said so; no line when none did. */
export type Classified = { class: ReplyClass; fate: 'later' | 'final'; line?: number };

/** What a 4yz or 5yz means, by the first rule that applies. Pure; at most some microseconds for each rule. */
export function classify(rules: readonly ReplyRule[], refusal: Refusal): Classified {
  const { code } = refusal.reply;
  const byCode = code >= 500 ? 'final' : 'later';
  const text = comparable(refusal.reply.text);
  const rule = rules.find((one) => applies(one, refusal, text));
  if (rule !== undefined) {
    return { class: rule.class, fate: rule.fate === 'by-code' ? byCode : rule.fate, line: rule.line };
  }
  return { class: byCode === 'final' ? 'refused' : 'server-busy', fate: byCode };
}

function applies(rule: ReplyRule, { stage, reply, family }: Refusal, text: string): boolean {
  return (
    rule.isCode(reply.code) &&
    rule.isEnhanced(reply.enhanced) &&
    rule.isStage(stage) &&
    (rule.family === undefined || rule.family === family) &&
    mayBlame(rule.class, stage, reply.enhanced) &&
    (rule.pattern === undefined || rule.pattern.test(text))
  );
}

/**
 * Before RCPT nobody was named, so words about a user there speak of the sender. And no words outweigh an enhanced code that is about
 * something else: the sender, the letter's size or content, a policy (R3464-4).
 */
function mayBlame(replyClass: ReplyClass, stage: Stage, enhanced = ''): boolean {
  const blamed = blame(replyClass);
  if (blamed === 'none') return true;
  return stage !== 'mail' && !aboutSomethingElse[blamed].test(enhanced);
}

/** x.7.13, 17 and 18 stand among the policies and are about the mailbox: turned off, or somebody else's by now. */
const aboutSomethingElse = {
  gone: /^5\.(?:1\.[78]|2\.[23]|[367]\.\d+)$/,
  ailing: /^[45]\.(?:1\.[78]|6\.\d+|7\.(?!1[378]$)\d+)$/,
};
