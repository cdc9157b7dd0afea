import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMessage, recordTypes, writeQuestion } from './message.ts';

const header = (answers: number) => [0, 1, 0x81, 0x80, 0, 1, 0, answers, 0, 0, 0, 0];
const question = [1, 97, 0, 0, recordTypes.MX, 0, 1];
const mx = (exchange: number[]) => [0xc0, 12, 0, 15, 0, 1, 0, 0, 1, 44, 0, exchange.length + 2, 0, 10, ...exchange];

describe('readMessage', () => {
  it('reads compressed names in lower case (RFC 1035 §4.1.4)', () => {
    const message = readMessage(Buffer.from([...header(1), ...question, ...mx([2, 77, 88, 0xc0, 12])]));
    expect(message?.answers).toEqual([
      { name: 'a', ttlSeconds: 300, data: { type: 'MX', preference: 10, exchange: 'mx.a' } },
    ]);
  });

  it('refuses names that point at themselves, forward or beyond the end', () => {
    for (const target of [19 + 14, 19 + 20, 500]) {
      const octets = Buffer.from([...header(1), ...question, ...mx([0xc0, target])]);
      expect(readMessage(octets)).toBeUndefined();
    }
  });

  it('takes no octet of a label for a dot', () => {
    const message = readMessage(Buffer.from([...header(1), ...question, ...mx([3, 97, 46, 98, 0])]));
    expect(message?.answers[0]?.data).toEqual({ type: 'MX', preference: 10, exchange: 'a\\046b' });
  });

  it('reads or refuses whatever octets come, and never reads over their end', () => {
    const answer = Buffer.from([...header(1), ...question, ...mx([2, 77, 88, 0xc0, 12])]);
    fc.assert(
      fc.property(fc.nat(answer.length - 1), fc.nat(255), fc.nat(answer.length), (at, octet, length) => {
        const changed = Buffer.from(answer);
        changed[at] = octet;
        readMessage(changed.subarray(0, length));
      }),
      { numRuns: 2_000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => void readMessage(Buffer.from(octets))));
  });

  it('does not take a question for an answer', () => {
    expect(readMessage(writeQuestion(7, 'a.test', recordTypes.A))).toBeUndefined();
  });
});
