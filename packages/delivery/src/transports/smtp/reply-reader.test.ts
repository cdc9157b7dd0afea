import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { longestReply, replyReader } from './reply-reader.ts';

function readAll(...chunks: string[]) {
  const reader = replyReader();
  const problems = chunks.map((chunk) => reader.read(chunk));
  return {
    replies: reader.replies.map(({ code, lines }) => [code, lines]),
    partial: reader.partial,
    problem: problems.find((problem) => problem !== undefined),
  };
}

describe('replyReader', () => {
  it('reads several replies from one chunk, of one line and of many', () => {
    expect(readAll('250 2.1.0 Ok\r\n250-one\r\n250 two\r\n354\r\n')).toEqual({
      replies: [
        [250, '250 2.1.0 Ok'],
        [250, '250-one\n250 two'],
        [354, '354'],
      ],
      partial: false,
      problem: undefined,
    });
  });

  it('takes a bare LF for the end of a line', () => {
    expect(readAll('250-a\n250 b\n').replies).toEqual([[250, '250-a\n250 b']]);
  });

  it('says that a reply has begun: within a line and between the lines of one', () => {
    expect(readAll('25').partial).toBe(true);
    expect(readAll('250-more\r\n').partial).toBe(true);
  });

  it.each([
    'hello\r\n',
    '25\r\n',
    '2500 x\r\n',
    '150 x\r\n',
    '650 x\r\n',
    '\r\n',
    '2x0 a\r\n',
    ' 250 a\r\n',
    '250\tx\r\n',
  ])('refuses what is no reply: %j', (text) => {
    expect(readAll(text)).toMatchObject({ replies: [], problem: expect.stringContaining('no SMTP reply') });
  });

  it('refuses a reply that says yes and no', () => {
    expect(readAll('250-yes\r\n550 no\r\n')).toMatchObject({
      replies: [],
      problem: expect.stringContaining('contradicts'),
    });
  });

  it('keeps what was whole before a fault', () => {
    expect(readAll('250 ok\r\nnonsense\r\n')).toMatchObject({
      replies: [[250, '250 ok']],
      problem: expect.stringContaining('nonsense'),
    });
  });

  it('holds no more than 64 KiB of a reply, in one line or in many', () => {
    const oneLine = `250 ${'x'.repeat(longestReply)}`;
    const manyLines = '250-xxxxxxxxxx\r\n'.repeat(longestReply / 10);
    for (const endless of [oneLine, `${oneLine}\r\n`, manyLines]) {
      expect(readAll(endless)).toMatchObject({ replies: [], problem: expect.stringContaining('longer than 65536') });
    }
    expect(readAll(`250 ${'x'.repeat(60_000)}\r\n`).problem).toBeUndefined();
  });

  it('reads the same replies however the octets are cut', () => {
    const text = '220 hi\r\n250-a\r\n250-SIZE 10\r\n250 c\r\n550-5.1.1 no\r\n550 5.1.1 such\r\n354 go\n';
    const whole = readAll(text);
    expect(whole.replies).toHaveLength(4);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        expect(readAll(...at.slice(1).map((end, index) => text.slice(at[index], end)))).toEqual(whole);
      }),
    );
  });
});
