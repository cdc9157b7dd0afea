import { describe, expect, it } from '@jest/globals';
import { maskAddresses } from './masked-addresses.ts';

describe('maskAddresses', () => {
  it('masks every address in a text and leaves the rest as it was', () => {
    expect(maskAddresses('550 5.1.1 <taro@example.jp>: no such user; ask hanako@b.example.com.')).toBe(
      '550 5.1.1 <t***@e***.jp>: no such user; ask h***@b***.com.',
    );
    expect(maskAddresses('421 4.7.0 [192.0.2.1] try again later...')).toBe('421 4.7.0 [192.0.2.1] try again later...');
  });

  it('leaves nothing of a name that is glued to other words', () => {
    expect(maskAddresses('rfc822;taro.yamada@example.jp/unknown')).not.toMatch(/taro|yamada|example/);
    expect(maskAddresses('@taro@ and taro@localhost-of-a-yamada_')).toBe('*** and ***');
  });
});
