import { told } from './findings.ts';
import { blockNames, functionSignatures, partialNames } from './function-names.ts';
import { enter, isScoped, resolve, type Scope, topScope } from './scope.ts';
import {
  branchesOf,
  isBlock,
  isCall,
  isMustache,
  isPartial,
  isPath,
  namedArguments,
  problemAt,
} from './syntax-tree.ts';
import type { Part, Problem } from './template.ts';

/** Refuses every construct outside the closed language of templates, and placeholders that nothing can fill. */
export function lint(program: hbs.AST.Program, where: Part): Problem[] {
  return lintProgram(program, [topScope], where);
}

function lintProgram(program: hbs.AST.Program, scopes: readonly Scope[], where: Part): Problem[] {
  return program.body.flatMap((statement) => {
    if (isMustache(statement)) return lintMustache(statement, scopes, where);
    if (isBlock(statement)) return lintBlock(statement, scopes, where);
    if (isPartial(statement)) return lintPartial(statement, where);
    if (statement.type === 'ContentStatement' || statement.type === 'CommentStatement') return [];
    return [problemAt(statement, told('decorator'), where)];
  });
}

function lintMustache(node: hbs.AST.MustacheStatement, scopes: readonly Scope[], where: Part): Problem[] {
  if (!node.escaped) return [problemAt(node, told('ampersand-output'), where)];
  if (!isPath(node.path)) return [problemAt(node, told('no-name'), where)];
  if (isFunctionCall(node.path)) return lintCall(node, node.path, scopes, where);
  if (node.params.length > 0 || namedArguments(node).length > 0) {
    return [problemAt(node, told('no-function', { name: node.path.original, known: known() }), where)];
  }
  return lintPath(node.path, scopes, where);
}

function lintBlock(node: hbs.AST.BlockStatement, scopes: readonly Scope[], where: Part): Problem[] {
  const name = isPath(node.path) ? node.path.original : '?';
  if (!blockNames.includes(name)) {
    return [problemAt(node, told('no-block', { name, known: blockNames.join(', ') }), where)];
  }
  const [program] = branchesOf(node);
  if (node.program === undefined || program === undefined) {
    return [problemAt(node, told('inverted-block', { name }), where)];
  }
  if (node.params.length !== 1 || namedArguments(node).length > 0) {
    return [problemAt(node, told('block-values', { name }), where)];
  }
  const [first, ...others] = branchesOf(node);
  return [
    ...node.params.flatMap((value) => lintValue(value, scopes, where)),
    ...(first === undefined ? [] : lintProgram(first, enter(node, scopes), where)),
    ...others.flatMap((branch) => lintProgram(branch, scopes, where)),
  ];
}

function lintPartial(node: hbs.AST.PartialStatement, where: Part): Problem[] {
  const name = isPath(node.name) ? node.name.original : '?';
  if (!partialNames.includes(name) || node.params.length > 0 || namedArguments(node).length > 0) {
    const known = partialNames.map((partial) => `{{> ${partial}}}`).join(', ');
    return [problemAt(node, told('no-partial', { name, known }), where)];
  }
  const fits = where === 'mjml' || where === 'html' || where === 'text';
  return fits ? [] : [problemAt(node, told('partial-place', { name, part: where }), where)];
}

type Call = { params: hbs.AST.Expression[]; hash?: hbs.AST.Hash } & hbs.AST.Node;

function lintCall(node: Call, path: hbs.AST.PathExpression, scopes: readonly Scope[], where: Part): Problem[] {
  const signature = functionSignatures.get(path.original);
  if (signature === undefined) {
    return [problemAt(node, told('no-function', { name: path.original, known: known() }), where)];
  }
  const named = namedArguments(node);
  const counted = node.params.length >= signature.least && node.params.length <= signature.most;
  if (!counted || named.some((pair) => !signature.named.includes(pair.key))) {
    return [problemAt(node, told('function-use', { name: path.original, example: signature.example }), where)];
  }
  return [...node.params, ...named.map((pair) => pair.value)].flatMap((value) => lintValue(value, scopes, where));
}

function lintValue(value: hbs.AST.Expression, scopes: readonly Scope[], where: Part): Problem[] {
  if (isPath(value)) return lintPath(value, scopes, where);
  if (isCall(value)) return lintCall(value, value.path, scopes, where);
  return [];
}

function lintPath(path: hbs.AST.PathExpression, scopes: readonly Scope[], where: Part): Problem[] {
  const resolved = resolve(path, scopes);
  return resolved.ok ? [] : [problemAt(path, resolved.found, where)];
}

/** True where Handlebars would call a function: a single bare word that names one. */
export function isFunctionCall(path: hbs.AST.PathExpression): boolean {
  return !path.data && path.depth === 0 && !isScoped(path) && functionSignatures.has(path.original);
}

function known(): string {
  return [...functionSignatures.keys()].filter((name) => !name.includes('_')).join(', ');
}
