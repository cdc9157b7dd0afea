import { type Told, told } from './findings.ts';
import { isPath } from './syntax-tree.ts';
import { roots } from './template.ts';

/** What `this` is at some place of a template, as a path from the top: `''`, `data.items[]`. */
export type Scope = { base: string; names: ReadonlyMap<string, string> };

/** Where every template begins: the merge data itself. */
export const topScope: Scope = { base: '', names: new Map() };

/** A path from the top, or the sentence that says why there is none. */
export type Resolved = { ok: true; path: string } | { ok: false; found: Told };

const loopWords = ['index', 'key', 'first', 'last'];
const forbidden = /^(?:__\w+__|constructor|prototype)$/;

/** Follows a path as Handlebars would, through `../`, `@root`, block parameters and loops. */
export function resolve(path: hbs.AST.PathExpression, scopes: readonly Scope[]): Resolved {
  const written = `{{${path.original}}}`;
  const [first] = path.parts;
  if (path.parts.some((part) => forbidden.test(part))) {
    return { ok: false, found: told('machinery', { tag: written }) };
  }
  if (path.data) return resolveData(path, written);
  const scope = scopes.at(-1 - path.depth);
  if (scope === undefined) return { ok: false, found: told('too-far-up', { tag: written }) };
  const alias = isScoped(path) || first === undefined ? undefined : aliasOf(first, scopes);
  if (alias !== undefined) return { ok: true, path: join(alias, path.parts.slice(1)) };
  if (scope.base === '') return fromTop(path.parts, written);
  if (first !== undefined && !isScoped(path) && path.depth === 0 && isRoot(first)) {
    return { ok: false, found: told('looks-into-item', { tag: written, path: path.original }) };
  }
  return { ok: true, path: join(scope.base, path.parts) };
}

/** The scopes inside a block: `each` and `with` move `this`, `if` and `unless` do not. */
export function enter(block: hbs.AST.BlockStatement, scopes: readonly Scope[]): readonly Scope[] {
  const [subject] = block.params;
  if (block.path.original !== 'each' && block.path.original !== 'with') return scopes;
  const resolved = subject !== undefined && isPath(subject) ? resolve(subject, scopes) : undefined;
  const path = resolved?.ok ? resolved.path : '?';
  const base = block.path.original === 'each' ? `${path}[]` : path;
  const [item, index] = block.program.blockParams ?? [];
  const names = new Map<string, string>();
  if (item !== undefined) names.set(item, base);
  if (index !== undefined) names.set(index, '@index');
  return [...scopes, { base, names }];
}

/** True for `this.x`, `./x` and `../x`, which never mean a function or a block parameter. */
export function isScoped(path: hbs.AST.PathExpression): boolean {
  return /^(?:this\b|\.)/.test(path.original);
}

function resolveData(path: hbs.AST.PathExpression, written: string): Resolved {
  const [first = '', ...rest] = path.parts;
  if (first === 'root') return fromTop(rest, written);
  if (loopWords.includes(first) && rest.length === 0) return { ok: true, path: `@${first}` };
  return { ok: false, found: told('no-loop-word', { tag: written }) };
}

function fromTop(parts: string[], written: string): Resolved {
  const [first] = parts;
  if (first !== undefined && isRoot(first)) return { ok: true, path: join('', parts) };
  return { ok: false, found: told('unknown-root', { tag: written, known: roots.join(', ') }) };
}

function isRoot(name: string): boolean {
  return roots.some((root) => root === name);
}

function aliasOf(name: string, scopes: readonly Scope[]): string | undefined {
  return scopes.findLast((scope) => scope.names.has(name))?.names.get(name);
}

function join(base: string, parts: string[]): string {
  return [...(base === '' ? [] : [base]), ...parts].join('.');
}
