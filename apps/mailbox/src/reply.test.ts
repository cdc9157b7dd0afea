import { describe, expect, it } from '@jest/globals';
import { formatReply, parseReply } from './reply.ts';

describe('parseReply', () => {
  it('reads code and text', () => {
    expect(parseReply('451 4.3.0 Try again')).toEqual({ code: 451, lines: ['4.3.0 Try again'] });
  });

  it('reads a multi-line reply, and formatReply gives it back', () => {
    const text = '550-5.1.1 No such user\n550 5.1.1 See https://example.com/';
    const reply = parseReply(text);
    expect(reply?.lines).toHaveLength(2);
    expect(reply && formatReply(reply)).toBe(text);
  });

  it('refuses what no receiver may say', () => {
    const wrong = [
      '',
      '451',
      '451 ',
      '354 go on',
      '999 x',
      '550-open end',
      '550-a\n551 b',
      '550 a\n550 b',
      '550 a\u0007b',
    ];
    expect(wrong.filter((text) => parseReply(text) !== null)).toEqual([]);
  });
});
