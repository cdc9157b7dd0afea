import { localizedName } from './function-names.ts';
import { legalBlock, senderBlock } from './legal-block.ts';
import { isFunctionCall } from './lint.ts';
import { branchesOf, isBlock, isCall, isMustache, isPartial, isPath, namedArguments } from './syntax-tree.ts';
import type { Locale } from './template.ts';
import { offsetAt } from './text-position.ts';

type Edit = { start: number; end: number; text: string };

/**
 * Writes into a linted source what must never change afterwards: the words of its partials, the language of its dates
 * and numbers. Comments go. Lines stay where they are.
 */
export function freeze(source: string, program: hbs.AST.Program, locale: Locale, form: 'html' | 'text'): string {
  const edits = editsOf(program, source, locale, form).sort((one, other) => other.start - one.start);
  return edits.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source);
}

function editsOf(program: hbs.AST.Program, source: string, locale: Locale, form: 'html' | 'text'): Edit[] {
  const replace = (node: hbs.AST.Node, text: string): Edit => {
    const { start, end } = node.loc;
    return { start: offsetAt(source, start.line, start.column), end: offsetAt(source, end.line, end.column), text };
  };
  const rename = (path: hbs.AST.PathExpression): Edit[] => {
    const name = localizedName(path.original, locale);
    return name === path.original ? [] : [replace(path, name)];
  };
  const inValues = (values: hbs.AST.Expression[]): Edit[] =>
    values.filter(isCall).flatMap((call) => [...rename(call.path), ...inValues(valuesOf(call))]);

  return program.body.flatMap((node) => {
    if (node.type === 'CommentStatement') {
      const { start, end } = node.loc;
      return [replace(node, '\n'.repeat(end.line - start.line))];
    }
    if (isPartial(node)) return [replace(node, partial(node, locale, form))];
    if (isMustache(node)) {
      const renamed = isPath(node.path) && isFunctionCall(node.path) ? rename(node.path) : [];
      return [...renamed, ...inValues(valuesOf(node))];
    }
    if (!isBlock(node)) return [];
    const inside = branchesOf(node).flatMap((branch) => editsOf(branch, source, locale, form));
    return [...inValues(valuesOf(node)), ...inside];
  });
}

function valuesOf(node: { params: hbs.AST.Expression[]; hash?: hbs.AST.Hash }): hbs.AST.Expression[] {
  return [...node.params, ...namedArguments(node).map((pair) => pair.value)];
}

function partial(node: hbs.AST.PartialStatement, locale: Locale, form: 'html' | 'text'): string {
  const name = isPath(node.name) ? node.name.original : '';
  return name === 'legal' ? legalBlock(locale)[form] : senderBlock(locale)[form];
}
