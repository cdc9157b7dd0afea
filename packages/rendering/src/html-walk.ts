import { afterPlaceholder, type HtmlEvent, type HtmlState, htmlStart, readHtml } from './html-state.ts';
import { branchesOf, isBlock, isContent, isMustache } from './syntax-tree.ts';

/** What a walk through a template's HTML calls: for what is met, with the place of it where it is known. */
export type HtmlVisitor = {
  event?: (event: HtmlEvent, content: hbs.AST.ContentStatement) => void;
  print?: (node: hbs.AST.MustacheStatement, state: HtmlState, inTagName: boolean) => void;
  /** A block whose branches end in different places, such as inside and outside of a quoted value. */
  uneven?: (node: hbs.AST.BlockStatement) => void;
};

/** Reads a template as HTML, in the order of its source, with the placeholders in their places. */
export function walkHtml(program: hbs.AST.Program, visitor: HtmlVisitor, start: HtmlState = htmlStart): HtmlState {
  let state = start;
  let tail = '';
  for (const node of program.body) {
    if (isContent(node)) {
      state = readHtml(node.value, state, (event) => visitor.event?.(event, node));
      tail = node.value.slice(-2);
    } else if (isMustache(node)) {
      visitor.print?.(node, state, state.at === 'text' && /<\/?$/.test(tail));
      state = afterPlaceholder(state);
      tail = '';
    } else if (isBlock(node)) {
      state = walkBlock(node, visitor, state);
      tail = '';
    }
  }
  return state;
}

function walkBlock(node: hbs.AST.BlockStatement, visitor: HtmlVisitor, start: HtmlState): HtmlState {
  const ends = branchesOf(node).map((branch) => walkHtml(branch, visitor, start));
  const [first = start, second = start] = ends;
  if (!samePlace(first, second)) visitor.uneven?.(node);
  return first;
}

function samePlace(one: HtmlState, other: HtmlState): boolean {
  return place(one) === place(other);
}

function place(state: HtmlState): string {
  switch (state.at) {
    case 'text':
      return `text ${state.raw ?? ''} ${state.hidden}`;
    case 'value':
      return `value ${state.quote} ${state.attribute}`;
    case 'comment':
    case 'tag':
    case 'attribute':
      return state.at;
  }
}
