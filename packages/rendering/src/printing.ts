import { blockSubject, printers } from './engine.ts';
import { isFunctionCall } from './lint.ts';
import type { HtmlState } from './html-state.ts';
import { urlAttributes } from './html-lint.ts';
import { walkHtml } from './html-walk.ts';
import type { Place } from './print-value.ts';
import { branchesOf, isBlock, isMustache, isPath, namedArguments } from './syntax-tree.ts';

/**
 * Rewrites a linted tree so that every value goes through the function that prints for its place and reports what is
 * missing: `{{contact.name}}` becomes `{{$html contact.name "{{contact.name}}"}}`. Changes the tree.
 */
export function routePrinting(program: hbs.AST.Program, html: boolean): void {
  const places = new Map<hbs.AST.MustacheStatement, Place>();
  if (html) walkHtml(program, { print: (node, state) => places.set(node, placeOf(state)) });
  route(program, (node) => places.get(node) ?? 'text');
}

function route(program: hbs.AST.Program, place: (node: hbs.AST.MustacheStatement) => Place): void {
  for (const node of program.body) {
    if (isMustache(node)) print(node, printers[place(node)]);
    if (!isBlock(node)) continue;
    guardSubject(node);
    for (const branch of branchesOf(node)) route(branch, place);
  }
}

function placeOf(state: HtmlState): Place {
  if (state.at === 'text') return state.raw === 'style' ? 'css' : 'html';
  if (state.at !== 'value') return 'html';
  if (state.attribute === 'style') return 'css';
  return urlAttributes.includes(state.attribute) && state.value === '' ? 'url' : 'html';
}

function print(node: hbs.AST.MustacheStatement, printer: string): void {
  const { loc } = node;
  if (!isPath(node.path)) return;
  const label = text(`{{${node.path.original}}}`, loc);
  const value: hbs.AST.Expression = isFunctionCall(node.path)
    ? call(node.path, node.params, node.hash, loc)
    : node.path;
  if (isFunctionCall(node.path)) label.value = `{{${[node.path.original, ...node.params.map(nameOf)].join(' ')}}}`;
  node.path = path(printer, loc);
  node.params = [value, label];
  node.hash = { type: 'Hash', loc, pairs: [] };
}

// A list that is missing is a blank as well, unless the template says what to do then.
function guardSubject(node: hbs.AST.BlockStatement): void {
  const name = node.path.original;
  const [subject] = node.params;
  if ((name !== 'each' && name !== 'with') || subject === undefined || branchesOf(node).length > 1) return;
  const label = text(`{{#${name} ${nameOf(subject)}}}`, node.loc);
  node.params = [call(path(blockSubject, node.loc), [subject, label], undefined, node.loc)];
}

function nameOf(value: hbs.AST.Expression): string {
  return isPath(value) ? value.original : '…';
}

function text(value: string, loc: hbs.AST.SourceLocation): hbs.AST.StringLiteral {
  return { type: 'StringLiteral', value, original: value, loc };
}

function path(name: string, loc: hbs.AST.SourceLocation): hbs.AST.PathExpression {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
}

function call(
  name: hbs.AST.PathExpression,
  params: hbs.AST.Expression[],
  hash: hbs.AST.Hash | undefined,
  loc: hbs.AST.SourceLocation,
): hbs.AST.SubExpression {
  const named: hbs.AST.Hash = { type: 'Hash', loc, pairs: namedArguments(hash === undefined ? {} : { hash }) };
  return { type: 'SubExpression', path: name, params, hash: named, loc };
}
