import { describe, expect, it } from '@jest/globals';
import { at, type Blank, blankName, blanksIn, shapeOf, withBlank } from './blanks.ts';

const data = { headline: '秋', issue: 12, articles: [{ title: 'a' }, { title: 'b', more: ['x'] }] };
const words = { names: { more: 'rest' }, between: ', ' };

const texts = (blanks: readonly Blank[]): [string, string][] =>
  blanks.flatMap((blank) =>
    blank.kind === 'text' ? [[blankName(blank.path, words), blank.value]] : blank.items.flatMap(texts),
  );

describe('blanksIn', () => {
  it('finds every text and number in the order of the shape, whatever order the data came in', () => {
    const kept = { articles: data.articles, own: 'o', issue: 12, headline: '秋' };
    expect(texts(blanksIn(kept, shapeOf(data, [])))).toEqual([
      ['headline', '秋'],
      ['issue', '12'],
      ['articles 1, title', 'a'],
      ['articles 2, title', 'b'],
      ['articles 2, rest 1', 'x'],
      ['own', 'o'],
    ]);
  });

  it('offers what the template asks for and the data lacks, in each item of a list as well', () => {
    const shape = shapeOf(data, ['logo_url', 'articles', 'articles[].image_url', 'note', 'note.title']);
    const found = texts(blanksIn(data, shape));
    expect(found).toContainEqual(['logo url', '']);
    expect(found).toContainEqual(['articles 1, image url', '']);
    expect(found).toContainEqual(['note, title', '']);
    expect(found.map(([name]) => name)).not.toContain('note');
  });

  it('says what another item of a list is: of the same shape, and empty', () => {
    const list = blanksIn(data, shapeOf(data, [])).find((blank) => blank.kind === 'list');
    expect(list).toMatchObject({ path: ['articles'], another: { title: '', more: [] } });
    expect(blanksIn({ items: [] }, { items: ['x'] })).toMatchObject([{ kind: 'list', items: [], another: '' }]);
  });
});

describe('withBlank', () => {
  it('writes one place anew and leaves everything else as it is', () => {
    const changed = withBlank(data, ['articles', 1, 'more', 0], 'y');
    expect(changed).toEqual({ ...data, articles: [{ title: 'a' }, { title: 'b', more: ['y'] }] });
    expect(data.articles[1]?.more).toEqual(['x']);
    expect(withBlank(data, ['__proto__'], 'y')).toEqual(data);
  });

  it('makes the place where there was none', () => {
    expect(withBlank({}, ['note', 'title'], 'y')).toEqual({ note: { title: 'y' } });
    expect(at(withBlank(data, ['articles', 0, 'image_url'], 'u'), ['articles', 0, 'image_url'])).toBe('u');
  });
});

describe('at', () => {
  it('finds only what is the data’s own', () => {
    expect([at(data, ['articles', 1, 'title']), at(data, ['constructor']), at(data, ['headline', 'length'])]).toEqual([
      'b',
      undefined,
      undefined,
    ]);
  });
});
