import { parseSmtpReply } from '@hikyaku/message';
import { describe, expect, it } from '@jest/globals';
import { classify, type Stage } from './classify.ts';
import type { ReceiverFamily } from './receiver-family.ts';
import { replyRules } from './reply-rules.ts';

function meant(reply: string, stage: Stage = 'rcpt', family?: ReceiverFamily) {
  return classify(replyRules, { stage, reply: parseSmtpReply(reply), family });
}

describe('classify', () => {
  it('asks words first, then the enhanced code, then the basic code', () => {
    expect(meant('550 5.4.1 Recipient address rejected: Access denied. AS(201806281)').class).toBe('invalid-address');
    expect(meant('550 5.4.1 sorry').class).toBe('receiver-trouble');
    expect(meant('521 sorry').class).toBe('blocked');
  });

  it('leaves 4yz for later and 5yz for good where the rule says nothing else', () => {
    expect(meant('452 4.2.2 mailbox full')).toMatchObject({ class: 'mailbox-full', fate: 'later' });
    expect(meant('552 5.2.2 mailbox full')).toMatchObject({ class: 'mailbox-full', fate: 'final' });
  });

  it('says of what no rule knows that it does not know', () => {
    expect(meant('550 こんにちは')).toEqual({ class: 'refused', fate: 'final' });
    expect(meant('450 こんにちは')).toEqual({ class: 'server-busy', fate: 'later' });
  });

  it('never takes a 4yz for an address that does not exist', () => {
    for (const text of ['4.1.1 user unknown', '4.1.2 domain not found', 'No such user', '4.1.10 null MX']) {
      expect(meant(`450 ${text}`)).toMatchObject({ fate: 'later' });
      expect(meant(`450 ${text}`).class).not.toBe('invalid-address');
    }
  });

  it('R3464-4 lets no words blame an address when the enhanced code is about something else', () => {
    for (const enhanced of ['5.7.1', '5.7.26', '5.6.0', '5.3.4', '5.2.2', '5.1.8']) {
      expect(meant(`550 ${enhanced} user unknown`).class).not.toBe('invalid-address');
    }
  });

  it('takes words about a user before anybody was named, or about a sender, for words about us', () => {
    expect(meant('550 5.1.1 user unknown', 'mail').class).toBe('refused');
    expect(meant('552 5.2.2 mailbox full', 'mail').class).toBe('refused');
    const callout =
      '550-Verification failed for <news@example.com>\r\n550-No such user here\r\n550 Sender verify failed';
    expect(meant(callout).class).toBe('sender-setup');
  });

  it('takes an account or a quota of ours at a relay for ours, not for the reader’s', () => {
    expect(meant('550 5.7.1 Your account has been suspended')).toMatchObject({ class: 'sender-setup', fate: 'later' });
    expect(meant('550 5.2.2 Submission quota exceeded')).toMatchObject({ class: 'throttled', fate: 'later' });
    expect(meant('554 5.7.1 account disabled').class).toBe('policy');
    expect(meant('525 5.7.13 account disabled').class).toBe('inactive-mailbox');
  });

  it('hears nothing in an address, whatever it is called', () => {
    expect(meant('550 5.1.1 <no.such.user@spam.example>').class).toBe('invalid-address');
    expect(meant('450 <mailbox.full@spamhaus.example>: hm').class).toBe('server-busy');
  });

  it('tells docomo’s and au’s own filters from unknown people', () => {
    expect(meant('550 Unknown user taro@docomo.ne.jp', 'rcpt', 'docomo').class).toBe('invalid-address');
    expect(meant('550 Unknown user taro@docomo.ne.jp', 'dot', 'docomo').class).toBe('policy');
    expect(meant('550 <taro@au.com>: User unknown', 'dot', 'au').class).toBe('invalid-address');
    expect(meant('550 : User unknown', 'dot', 'au').class).toBe('policy');
  });
});
