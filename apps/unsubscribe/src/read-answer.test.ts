import { describe, expect, it } from '@jest/globals';
import { readAnswer } from './read-answer.ts';

const form = 'application/x-www-form-urlencoded';
const answer = (body: string) => readAnswer(form, Buffer.from(body));

describe('readAnswer', () => {
  it('R8058-3 knows the pair, however its letters are cased', () => {
    for (const body of ['List-Unsubscribe=One-Click', 'list-unsubscribe=one-click', 'List%2DUnsubscribe=One%2DClick']) {
      expect(answer(body)).toEqual({ kind: 'one-click' });
    }
  });

  it('knows the buttons of the page', () => {
    expect(answer('scope=list')).toEqual({ kind: 'button', scope: 'list' });
    expect(answer('scope=marketing')).toEqual({ kind: 'button', scope: 'marketing' });
  });

  it('R8058-7 takes nothing else for a "no"', () => {
    const others = [
      '',
      'scope',
      'scope=all',
      'scope=invalid',
      'List-Unsubscribe',
      'List-Unsubscribe=',
      'One-Click',
      'x=List-Unsubscribe=One-Click',
    ];
    for (const body of others) expect([body, answer(body)]).toEqual([body, { kind: 'neither' }]);
  });
});
