import { describe, expect, it } from '@jest/globals';
import { Problem } from '../api/problem.ts';
import { sayProblem, sayValue } from './say-problem.ts';

const refused = (document: Record<string, unknown>) => new Problem(409, document, null);

describe('sayProblem', () => {
  it('says a refusal by its code and values, and leaves the API’s sentence to readers of English', () => {
    const detail = 'This campaign is being sent, so it cannot be changed; pause or cancel it.';
    const problem = refused({
      detail,
      type: '/problems/conflict',
      code: 'campaign-status',
      values: { status: 'sending', verb: 'change' },
    });
    expect(sayProblem(problem, 'ja')).toBe(
      'このキャンペーンは送信中です。編集はできません。一時停止するか、取り消してください。',
    );
    expect(sayProblem(problem, 'en')).toBe(detail);
  });

  it('says wrong values one by one, and otherwise what kind of problem it is', () => {
    const errors = [
      { pointer: '/from/email', detail: '"x" is no address.' },
      { pointer: '/lists', code: 'no-lists', detail: 'x' },
    ];
    const said = sayProblem(refused({ type: '/problems/invalid', detail: '2 values cannot be taken.', errors }), 'ja');
    expect(said).toMatch(/^メールアドレスの形.*リスト/);
    expect(sayProblem(refused({ type: '/problems/unavailable', detail: 'x' }), 'ja')).toMatch(/^いまは応答できません/);
    expect(sayProblem(refused({ type: '/problems/new-kind', detail: 'New.' }), 'ja')).toContain('（New.）');
  });
});

describe('sayValue', () => {
  it('says by the field what has no words of its own, with the API’s sentence where that is unknown too', () => {
    expect(sayValue({ pointer: '/email', detail: 'x' }, 'ja')).toMatch(/^メールアドレス/);
    expect(sayValue({ pointer: '/shoe', detail: 'Too large.' }, 'ja')).toBe('この値は使えません。（Too large.）');
  });
});
