import { describe, expect, it } from '@jest/globals';
import { functionSignatures, localizedName } from './function-names.ts';
import { functions } from './functions.ts';
import { Unprintable } from './unprintable.ts';

const run = (name: string, values: unknown[], named: Record<string, unknown> = {}) =>
  functions[name]?.({ values, named, zone: 'Asia/Tokyo' });

describe('functions', () => {
  it('holds exactly the names that templates may call', () => {
    const called = new Set([...functionSignatures.keys()].map((name) => localizedName(name, 'ja')));
    expect(new Set(Object.keys(functions))).toEqual(new Set([...called, 'date_en', 'number_en']));
  });

  it('compares what looks the same, since imported fields are all text', () => {
    expect(run('eq', ['1', 1])).toBe(true);
    expect(run('eq', ['gold', 'silver'])).toBe(false);
    expect(run('eq', [undefined, 'undefined'])).toBe(false);
  });

  it('writes dates of either language, and a day without a time as that day in every zone', () => {
    expect(run('date_ja', ['2026-12-04', 'monthday'])).toBe('12月4日（金）');
    expect(run('date_en', ['2026-12-04', 'full'], { zone: 'Pacific/Honolulu' })).toBe('Friday, 4 December 2026');
    expect(run('date_ja', ['2026-11-23T10:00:00+09:00', 'time'])).toBe('10:00');
  });

  it('writes numbers and money of either language', () => {
    expect(run('number_ja', [1234567])).toBe('1,234,567');
    expect(run('number_en', ['14.4'], { currency: 'GBP' })).toBe('£14.40');
    expect(run('number_en', [2], { digits: 1 })).toBe('2.0');
  });

  it('answers nothing for a missing value, so that it counts as missing', () => {
    for (const name of ['date_ja', 'number_ja', 'encode']) expect(run(name, [''])).toBeUndefined();
  });

  it('says why a value is no date, number or zone', () => {
    expect(run('date_ja', ['tomorrow'])).toBeInstanceOf(Unprintable);
    expect(run('date_ja', ['2026-13-45'])).toBeInstanceOf(Unprintable);
    expect(run('date_ja', ['2026-12-04', 'odd'])).toBeInstanceOf(Unprintable);
    expect(run('date_ja', [0, 'long'], { zone: 'Mars/Base' })).toBeInstanceOf(Unprintable);
    expect(run('number_ja', ['many'])).toBeInstanceOf(Unprintable);
    expect(run('number_ja', [1], { currency: 'money' })).toBeInstanceOf(Unprintable);
  });

  it('encodes a value for use inside an address, half a surrogate pair too', () => {
    expect(run('encode', ['a&b=あ'])).toBe('a%26b%3D%E3%81%82');
    expect(run('encode', ['\ud800'])).toBe('%EF%BF%BD');
  });
});
