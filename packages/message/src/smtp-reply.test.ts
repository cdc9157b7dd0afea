import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSmtpReply } from './smtp-reply.ts';

describe('parseSmtpReply', () => {
  it('reads code, enhanced code and text', () => {
    expect(parseSmtpReply('550 5.1.1 <a@b.jp>: no such user')).toEqual({
      code: 550,
      enhanced: '5.1.1',
      text: '<a@b.jp>: no such user',
    });
    expect(parseSmtpReply('250 OK')).toEqual({ code: 250, text: 'OK' });
    expect(parseSmtpReply('250')).toEqual({ code: 250, text: '' });
  });

  it('joins the lines of a long reply and takes the codes out of each', () => {
    const reply =
      '550-5.1.1 The account does not exist.\r\n550-5.1.1 Check the spelling.\r\n550 5.1.1 https://x.example - gsmtp\r\n';
    expect(parseSmtpReply(reply)).toEqual({
      code: 550,
      enhanced: '5.1.1',
      text: 'The account does not exist. Check the spelling. https://x.example - gsmtp',
    });
  });

  it('R3464-3 keeps an enhanced code only when its class is the reply code’s', () => {
    expect(parseSmtpReply('421 5.7.32 later')).toEqual({ code: 421, text: 'later' });
    expect(parseSmtpReply('421 4.7.32 later')).toMatchObject({ enhanced: '4.7.32' });
  });

  it('takes no version number or address in the text for a code', () => {
    expect(parseSmtpReply('250 2.1.5.9 is our version')).toEqual({ code: 250, text: '2.1.5.9 is our version' });
    expect(parseSmtpReply('554 mail from 5.1.1 refused')).toEqual({ code: 554, text: 'mail from 5.1.1 refused' });
  });

  it('answers code 0 for what is no reply', () => {
    expect(parseSmtpReply('')).toEqual({ code: 0, text: '' });
    expect(parseSmtpReply('HTTP/1.1 400 Bad Request')).toEqual({ code: 0, text: 'HTTP/1.1 400 Bad Request' });
  });

  it('gives one clean line of at most 1,000 characters, whatever a receiver sends', () => {
    expect(parseSmtpReply('550 a\u0000b\u0007\tc').text).toBe('a b c');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const reply = parseSmtpReply(`451 ${text}`);
        expect(reply.text.length).toBeLessThanOrEqual(1_000);
        expect(Array.from(reply.text).some((character) => character < ' ' || !character.isWellFormed())).toBe(false);
      }),
    );
  });
});
