import { describe, expect, it } from '@jest/globals';
import { preheaderAdvice, subjectAdvice, widthOf } from './subject-advice.ts';

describe('widthOf', () => {
  it('counts full-width letters and emoji twice, half-width kana and joined emoji as one letter', () => {
    expect(widthOf('abc')).toBe(3);
    expect(widthOf('飛脚だより')).toBe(10);
    expect(widthOf('ｶﾅ')).toBe(2);
    expect(widthOf('、。')).toBe(4);
    expect(widthOf('👨‍👩‍👧')).toBe(2);
    expect(widthOf('🇯🇵')).toBe(2);
  });
});

describe('subjectAdvice', () => {
  it('says how much of a long one a phone shows', () => {
    const long = '冬のはじまりは、深く焼いた豆でゆっくりと過ごす朝のこと';
    expect(subjectAdvice(long)).toEqual([
      { kind: 'cut', width: 54, shown: '冬のはじまりは、深く焼いた豆でゆっくりと' },
    ]);
    expect(subjectAdvice('Six autumn walks')).toEqual([{ kind: 'fits', width: 16 }]);
  });

  it.each([
    ['🎉 セール 🎉', { kind: 'emoji', count: 2 }],
    ['第①号と㈱', { kind: 'odd', letters: '①㈱' }],
    ['急いで！！', { kind: 'loud' }],
    ['LAST CHANCE SALE TODAY', { kind: 'loud' }],
    ['Re: your order', { kind: 'reply' }],
    [' ', { kind: 'empty' }],
  ])('minds %j', (subject, advice) => {
    expect(subjectAdvice(subject)).toContainEqual(advice);
  });

  it('minds neither one emoji nor a number', () => {
    expect(subjectAdvice('🌸 春の号 12').map(({ kind }) => kind)).toEqual(['fits']);
  });
});

describe('preheaderAdvice', () => {
  it('minds one that says the subject again, or nothing', () => {
    expect(preheaderAdvice('春の号', '春の号')).toEqual([{ kind: 'repeats' }]);
    expect(preheaderAdvice('', 'x')).toEqual([{ kind: 'empty' }]);
    expect(preheaderAdvice('新豆の話', '春の号')).toEqual([{ kind: 'fits', width: 8 }]);
  });
});
