import { describe, expect, it } from '@jest/globals';
import { receiverFamily } from './receiver-family.ts';

describe('receiverFamily', () => {
  it.each([
    ['taro@docomo.ne.jp', 'docomo'],
    ['Taro@AU.com', 'au'],
    ['taro@a1.biz.ezweb.ne.jp', 'au'],
    ['"x@qq.com"@hotmail.co.jp', 'outlook'],
    ['x@live.com', 'outlook'],
    ['x@outlook.jp', 'outlook'],
    ['1@foxmail.com', 'qq'],
  ])('knows %s', (address, family) => {
    expect(receiverFamily(address)).toBe(family);
  });

  it.each(['x@example.jp', 'x@mail.docomo.ne.jp', 'x@nothotmail.com', 'x@live.example.com', 'x@qq.com.example', ''])(
    'does not take %s for one',
    (address) => {
      expect(receiverFamily(address)).toBeUndefined();
    },
  );
});
