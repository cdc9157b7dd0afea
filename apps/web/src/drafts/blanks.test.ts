import { describe, expect, it } from '@jest/globals';
import { blankName, blanksIn, withBlank } from './blanks.ts';

const data = { headline: '秋', issue: 12, articles: [{ title: 'a' }, { title: 'b', more: ['x'] }] };

describe('blanksIn', () => {
  it('finds every text in its order, and nothing that is none', () => {
    expect(blanksIn(data).map(({ path, value }) => [blankName(path), value])).toEqual([
      ['headline', '秋'],
      ['articles 1, title', 'a'],
      ['articles 2, title', 'b'],
      ['articles 2, more 1', 'x'],
    ]);
  });
});

describe('withBlank', () => {
  it('writes one text anew and leaves everything else as it is', () => {
    const changed = withBlank(data, ['articles', 1, 'more', 0], 'y');
    expect(changed).toEqual({ ...data, articles: [{ title: 'a' }, { title: 'b', more: ['y'] }] });
    expect(data.articles[1]?.more).toEqual(['x']);
    expect(withBlank(data, ['__proto__'], 'y')).toEqual(data);
  });
});
