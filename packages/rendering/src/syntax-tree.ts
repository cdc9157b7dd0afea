import type { Told } from './findings.ts';
import type { Part, Problem } from './template.ts';

/** True for `{{…}}` that prints. */
export function isMustache(node: hbs.AST.Node): node is hbs.AST.MustacheStatement {
  return node.type === 'MustacheStatement';
}

/** True for `{{#…}}…{{/…}}`. */
export function isBlock(node: hbs.AST.Node): node is hbs.AST.BlockStatement {
  return node.type === 'BlockStatement';
}

/** True for the words between tags. */
export function isContent(node: hbs.AST.Node): node is hbs.AST.ContentStatement {
  return node.type === 'ContentStatement';
}

/** True for `{{> …}}`. */
export function isPartial(node: hbs.AST.Node): node is hbs.AST.PartialStatement {
  return node.type === 'PartialStatement';
}

/** True for `contact.name`, `this`, `../title`, `@index`. */
export function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === 'PathExpression';
}

/** True for `(name …)` inside a tag. */
export function isCall(node: hbs.AST.Node): node is hbs.AST.SubExpression {
  return node.type === 'SubExpression';
}

/** The branches of a block that are written; `{{else if}}` is a branch that holds one block. */
export function branchesOf(block: hbs.AST.BlockStatement): hbs.AST.Program[] {
  const branches: (hbs.AST.Program | undefined | null)[] = [block.program, block.inverse];
  return branches.filter((branch) => branch !== undefined && branch !== null);
}

/** The named arguments of a tag; Handlebars leaves the field out where there are none. */
export function namedArguments(node: { hash?: hbs.AST.Hash }): hbs.AST.HashPair[] {
  return node.hash?.pairs ?? [];
}

/** A problem at the place where a node begins. */
export function problemAt(node: hbs.AST.Node, found: Told, where: Part): Problem {
  return { ...found, line: node.loc.start.line, column: node.loc.start.column + 1, where };
}
