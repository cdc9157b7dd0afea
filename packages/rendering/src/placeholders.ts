import { isFunctionCall } from './lint.ts';
import { parseTemplate } from './parse-template.ts';
import { enter, resolve, type Scope, topScope } from './scope.ts';
import { branchesOf, isBlock, isCall, isMustache, isPath, namedArguments } from './syntax-tree.ts';
import type { Compiled } from './template.ts';

/** The paths that a compiled template asks for, from the top and sorted; the items of a list are `data.items[].title`. */
export function placeholders(compiled: Compiled): string[] {
  const paths = new Set<string>();
  for (const part of ['subject', 'html', 'text'] as const) {
    const parsed = parseTemplate(compiled[part], part);
    if (parsed.ok) collect(parsed.program, [topScope], paths);
  }
  return [...paths].sort();
}

function collect(program: hbs.AST.Program, scopes: readonly Scope[], paths: Set<string>): void {
  for (const node of program.body) {
    if (isMustache(node)) {
      collectValues(valuesOf(node), scopes, paths);
      if (isPath(node.path) && !isFunctionCall(node.path)) collectValues([node.path], scopes, paths);
    } else if (isBlock(node)) {
      collectValues(valuesOf(node), scopes, paths);
      const [first, ...others] = branchesOf(node);
      if (first !== undefined) collect(first, enter(node, scopes), paths);
      for (const branch of others) collect(branch, scopes, paths);
    }
  }
}

function collectValues(values: hbs.AST.Expression[], scopes: readonly Scope[], paths: Set<string>): void {
  for (const value of values) {
    if (isCall(value)) collectValues(valuesOf(value), scopes, paths);
    if (!isPath(value)) continue;
    const resolved = resolve(value, scopes);
    if (resolved.ok && !resolved.path.startsWith('@')) paths.add(resolved.path);
  }
}

function valuesOf(node: { params: hbs.AST.Expression[]; hash?: hbs.AST.Hash }): hbs.AST.Expression[] {
  return [...node.params, ...namedArguments(node).map((pair) => pair.value)];
}
