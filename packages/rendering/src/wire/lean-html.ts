import { afterPlaceholder, type HtmlState, htmlStart, readHtml } from '../html-state.ts';
import { isBlock, isContent, isMustache, branchesOf } from '../syntax-tree.ts';

/**
 * Takes indentation out of a template's HTML: every run of white space with a line break in it becomes that line break,
 * which a mail program shows the same. Not in the values of attributes, and nowhere in HTML that could keep white space
 * (`<pre>`, `white-space: pre`). Changes the tree.
 */
export function leanHtml(program: hbs.AST.Program, source: string): void {
  if (!keepsSpace.test(source)) lean(program, htmlStart);
}

const keepsSpace = /<(?:pre|listing|xmp|plaintext|textarea)\b|white-space(?:-collapse)?\s*:(?!\s*(?:normal|nowrap)\b)/i;
const lineBreaks = /([ \t]*[\r\n][ \t\r\n]*)/;

function lean(program: hbs.AST.Program, start: HtmlState): HtmlState {
  let state = start;
  for (const node of program.body) {
    if (isContent(node)) {
      const made = leanWords(node.value, state);
      node.value = made.words;
      state = made.state;
    } else if (isMustache(node)) {
      state = afterPlaceholder(state);
    } else if (isBlock(node)) {
      const before = state;
      const [after = before] = branchesOf(node).map((branch) => lean(branch, before));
      state = after;
    }
  }
  return state;
}

function leanWords(text: string, start: HtmlState): { words: string; state: HtmlState } {
  let state = start;
  let words = '';
  for (const [index, piece] of text.split(lineBreaks).entries()) {
    words += index % 2 === 1 && state.at !== 'value' ? '\n' : piece;
    state = readHtml(piece, state, ignore);
  }
  return { words, state };
}

function ignore(): void {}
