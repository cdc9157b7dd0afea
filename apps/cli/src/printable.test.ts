import { describe, expect, it } from '@jest/globals';
import { printable, reasonAlone, withoutAddresses } from './printable.ts';

describe('printable', () => {
  it('lets nothing through that moves a cursor, colours, or turns text around', () => {
    expect(printable('a\u001b[2Jb\rc\u0007\u009bd\u202ee\u2066f\ud800')).toBe(
      'a\ufffd[2Jb\ufffdc\ufffd\ufffdd\ufffde\ufffdf\ufffd',
    );
    expect(printable('月刊たより – “quoted”')).toBe('月刊たより – “quoted”');
  });
});

describe('withoutAddresses', () => {
  it('masks every address in a text', () => {
    expect(withoutAddresses('550 <taro@example.jp>: no; ask hanako@b.example.com.')).toBe(
      '550 <t***@e***.jp>: no; ask h***@b***.com',
    );
  });
});

describe('reasonAlone', () => {
  it('tells why without the value', () => {
    const reason = '"\\"ta ro\\"..x@example.jp" has a dot too many before the "@"; perhaps taro.x@example.jp is meant.';
    expect(reasonAlone(reason)).toBe('The address has a dot too many before the "@"; perhaps t***@e***.jp is meant.');
  });
});
