import { told } from './findings.ts';
import Handlebars from 'handlebars';
import { findTags, type Tag } from './tags.ts';
import type { Part, Problem } from './template.ts';
import { positionAt } from './text-position.ts';

/** A source that Handlebars can read, as a tree with its whitespace untouched, or the reasons why it cannot. */
export type Parsed = { ok: true; program: hbs.AST.Program } | { ok: false; problems: Problem[] };

/** Reads Handlebars syntax; anything but a string is refused, because Handlebars would run a ready-made tree unchecked. */
export function parseTemplate(source: string, where: Part): Parsed {
  if (typeof source !== 'string') {
    return { ok: false, problems: [{ ...told('no-text', { part: where, kind: typeof source }), where }] };
  }
  const tags = findTags(source);
  const problems = [...braceProblems(source, tags, where), ...balanceProblems(source, tags, where)];
  if (problems.length > 0) return { ok: false, problems };
  try {
    return { ok: true, program: Handlebars.parseWithoutProcessing(source) };
  } catch (error) {
    return { ok: false, problems: [syntaxProblem(source, error, where)] };
  }
}

function braceProblems(source: string, tags: Tag[], where: Part): Problem[] {
  const problems: Problem[] = [];
  for (const match of source.matchAll(/\\?\{\{\{?/g)) {
    const inside = tags.some((tag) => match.index > tag.start && match.index < tag.end);
    if (inside) continue;
    const position = positionAt(source, match.index);
    if (match[0].endsWith('{{{')) {
      problems.push({ ...told('raw-output'), ...position, where });
    } else if (match[0].startsWith('\\')) {
      problems.push({ ...told('escaped-braces'), ...position, where });
    } else if (!tags.some((tag) => tag.start === match.index)) {
      problems.push({ ...told('braces-open'), ...position, where });
    }
  }
  return problems;
}

function balanceProblems(source: string, tags: Tag[], where: Part): Problem[] {
  const open: Tag[] = [];
  for (const tag of tags) {
    const at = positionAt(source, tag.start);
    const last = open.at(-1);
    if (tag.kind === 'open') open.push(tag);
    if (tag.kind === 'else' && last === undefined) {
      return [{ ...told('else-alone', { tag: tag.text }), ...at, where }];
    }
    if (tag.kind !== 'close') continue;
    if (last === undefined) return [{ ...told('close-alone', { tag: tag.text }), ...at, where }];
    if (last.name !== tag.name) {
      const { line } = positionAt(source, last.start);
      return [{ ...told('close-other', { tag: tag.text, opened: last.text, at: line }), ...at, where }];
    }
    open.pop();
  }
  return open.map((tag) => ({
    ...told('block-open', { tag: tag.text, name: tag.name }),
    ...positionAt(source, tag.start),
    where,
  }));
}

// The parser of Handlebars says the line but draws the column: "...text before" over "-----^".
function syntaxProblem(source: string, error: unknown, where: Part): Problem {
  const [head = '', excerpt = '', arrow = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const line = Number(/line (\d+)/.exec(head)?.[1] ?? / (\d+):\d+$/.exec(head)?.[1] ?? 1);
  const caret = arrow.indexOf('^');
  const before = excerpt.slice(0, Math.max(caret, 0)).replace(/^\.\.\./, '');
  const offset = caret === -1 ? -1 : endOf(source, before, line);
  const position = offset === -1 ? { line } : positionAt(source, offset);
  return { ...told('unreadable'), ...position, where };
}

function endOf(source: string, before: string, line: number): number {
  const lineEnd = source.split('\n').slice(0, line).join('\n').length;
  for (let end = lineEnd; end >= 0; end -= 1) {
    if (source.slice(0, end).replaceAll('\n', '').endsWith(before)) return end;
  }
  return -1;
}
