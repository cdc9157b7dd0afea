import { describe, expect, it } from '@jest/globals';
import { runnableTree } from '../interpolate.ts';
import { isBlock, isContent } from '../syntax-tree.ts';
import { leanHtml } from './lean-html.ts';

const words = (program: hbs.AST.Program): string =>
  program.body
    .map((node) => {
      if (isContent(node)) return node.value;
      return isBlock(node) && node.program ? `[${words(node.program)}]` : '*';
    })
    .join('');
const lean = (source: string) => {
  const read = runnableTree(source, 'html');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  leanHtml(read.program, source);
  return words(read.program);
};

describe('leanHtml', () => {
  it('makes one line break of every run of white space that holds one', () => {
    expect(lean('<p>\n    a  b\r\n\r\n\t</p>   \n')).toBe('<p>\na  b\n</p>\n');
    expect(lean('<style>\n  a {\n    b: c;\n  }\n</style>')).toBe('<style>\na {\nb: c;\n}\n</style>');
    expect(lean('<td\n   class="x"\n   >')).toBe('<td\nclass="x"\n>');
  });

  it('leaves the values of attributes as they are, also around a placeholder', () => {
    const source = '<p title="a\n   b {{contact.name}}\n   c">\n  x</p>';
    expect(lean(source)).toBe('<p title="a\n   b *\n   c">\nx</p>');
  });

  it('reaches into blocks', () => {
    expect(lean('<p>{{#if contact.name}}a\n\n   b{{/if}}\n   c</p>')).toBe('<p>[a\nb]\nc</p>');
  });

  it.each([
    ['<pre>\n  a</pre>'],
    ['<p style="white-space: pre-wrap">\n  a</p>'],
    ['<style>p{white-space:pre}</style>\n  a'],
    ['<p style="white-space:{{data.kept}}">\n  a</p>'],
    ['<p style="white-space-collapse: preserve">\n  a</p>'],
  ])('takes nothing out of %j, which may keep its white space', (source) => {
    expect(lean(source)).toBe(source.replace(/\{\{.*?\}\}/, '*'));
  });

  it('is not kept off by white-space: nowrap', () => {
    expect(lean('<p style="white-space: nowrap">\n   a</p>')).toBe('<p style="white-space: nowrap">\na</p>');
  });
});
