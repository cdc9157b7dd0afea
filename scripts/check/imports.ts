/** A module that a source names, and the line on which it does. */
export type Import = { specifier: string; line: number };

/** Every module that a source imports, re-exports or loads with a literal name, types included. */
export function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  const quoted = quotedIn(code);
  const found: Import[] = [];
  for (const match of code.matchAll(mention)) {
    if (isInside(quoted, match.index)) continue;
    const specifier = match[1] ?? match[2] ?? match[3];
    if (specifier) found.push({ specifier, line: lineAt(code, match.index + match[0].length) });
  }
  return found;
}

/** The source with comments blanked out, line breaks kept; strings and templates stay, because a comment's sign may stand in them. */
export function withoutComments(source: string): string {
  return source.replaceAll(token, (text) => (text.startsWith('/') ? text.replaceAll(/[^\n]/g, ' ') : text));
}

/** Where strings and templates stand in a source: what is quoted there is not code. */
export function quotedIn(code: string): Span[] {
  return [...code.matchAll(token)]
    .filter(([text]) => !text.startsWith('/'))
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

/** Whether a position lies within one of these spans. */
export function isInside(spans: readonly Span[], position: number): boolean {
  return spans.some(({ from, to }) => position > from && position < to);
}

/** A stretch of a source. */
export type Span = { from: number; to: number };

/** The number of the line on which a position stands, counted from 1. */
export function lineAt(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}

const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

// import … from 'x' and export … from 'x' (which may span lines) | import 'x' | import('x'), import.meta.resolve('x') and require('x')
const mention =
  /\b(?:import|export)\b[^'"`;()=]*?\bfrom\s*['"]([^'"\n]+)['"]|\bimport\s*['"]([^'"\n]+)['"]|\b(?:import|require|import\.meta\.resolve)\s*\(\s*['"]([^'"\n]+)['"]/g;
