import { type Told, told } from '../findings.ts';
import { blockSubject } from '../engine.ts';
import { functions } from '../functions.ts';
import { isCall, isPath, namedArguments } from '../syntax-tree.ts';
import { Unprintable } from '../unprintable.ts';
import { isPersonal } from './person.ts';
import { above, aliasAt, frameAbove, type Scope } from './scope.ts';
import { Uncovered } from './uncovered.ts';

/** What a program needs besides a scope to find a value. */
export type Moment = { report: (fault: Told) => void; zone: string };

/** An expression compiled: how its value is found, and whether that depends on the person, in a known scope. */
export type Expression = {
  get: (moment: Moment, scope: Scope) => unknown;
  personal: (scope: Scope) => boolean;
};

/** The block parameters in force at a place of a template, innermost block first. */
export type Names = readonly (readonly string[])[];

/** Compiles an expression; throws Uncovered for what only Handlebars can do. */
export function valueOf(node: hbs.AST.Expression, names: Names): Expression {
  if (isPath(node)) return pathValue(node, names);
  if (isCall(node)) return callValue(node, names);
  if (isLiteral(node)) {
    const value = node.type === 'NullLiteral' ? null : node.value;
    return { get: () => value, personal: () => false };
  }
  throw new Uncovered(`an expression of the kind ${node.type}`);
}

/** The value of an expression where it is the same in every letter, and can be had without a report. */
export function constant(
  expression: Expression,
  { scope, zone }: { scope: Scope | undefined; zone: string },
): { ok: true; value: unknown } | { ok: false } {
  if (scope === undefined || expression.personal(scope)) return { ok: false };
  let reported = false;
  try {
    const value = expression.get({ zone, report: () => (reported = true) }, scope);
    return reported ? { ok: false } : { ok: true, value };
  } catch {
    // The same will be thrown again for each letter, and reported there.
    return { ok: false };
  }
}

type Literal = { type: 'StringLiteral' | 'NumberLiteral' | 'BooleanLiteral'; value: unknown };
type Nothing = { type: 'UndefinedLiteral' | 'NullLiteral'; value?: undefined };

function isLiteral(node: hbs.AST.Node): node is hbs.AST.Node & (Literal | Nothing) {
  return /^(?:String|Number|Boolean|Undefined|Null)Literal$/.test(node.type);
}

function pathValue(path: hbs.AST.PathExpression, names: Names): Expression {
  const { parts, depth } = path;
  const [first] = parts;
  if (path.data && first !== undefined) return wordValue(first, parts.slice(1), depth);
  const alias = depth === 0 && first !== undefined && !isScoped(path) ? aliasOf(first, names) : undefined;
  if (alias !== undefined) return from((scope) => aliasAt(scope, alias.block)[alias.place], parts.slice(1));
  return from(depth === 0 ? (scope) => scope.self : (scope) => above(scope, depth), parts);
}

function from(base: (scope: Scope) => unknown, parts: readonly string[]): Expression {
  return {
    get: (_, scope) => follow(base(scope), parts),
    personal: (scope) => isPersonal(base(scope), parts),
  };
}

function wordValue(word: string, parts: readonly string[], depth: number): Expression {
  const base = (scope: Scope) => {
    const frame = frameAbove(scope, depth);
    return frame === undefined ? undefined : own(frame, word);
  };
  return {
    get: (_, scope) => {
      let value = base(scope);
      // Unlike elsewhere, what is falsy is not looked into.
      for (const part of parts) if (value) value = own(value, part);
      return value;
    },
    personal: (scope) => isPersonal(base(scope), parts),
  };
}

/** As Handlebars knows a path that no block parameter can hide. */
function isScoped(path: hbs.AST.PathExpression): boolean {
  return /^\.|this\b/.test(path.original);
}

function aliasOf(name: string, names: Names): { block: number; place: number } | undefined {
  const block = names.findIndex((declared) => declared.includes(name));
  return block < 0 ? undefined : { block, place: names[block]?.indexOf(name) ?? 0 };
}

function follow(start: unknown, parts: readonly string[]): unknown {
  let value = start;
  for (const part of parts) {
    if (value === undefined || value === null) return value;
    value = own(value, part);
  }
  return value;
}

/** A value's own property; nothing is ever inherited. */
function own(value: unknown, name: string): unknown {
  if (isObject(value)) return Object.hasOwn(value, name) ? value[name] : undefined;
  const boxed: unknown = Object(value);
  return isObject(boxed) ? own(boxed, name) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function callValue(call: hbs.AST.SubExpression, names: Names): Expression {
  const name = call.path.original;
  const values = call.params.map((param) => valueOf(param, names));
  const named = namedArguments(call).map((pair): [string, Expression] => [pair.key, valueOf(pair.value, names)]);
  const personal = (scope: Scope) =>
    values.some((value) => value.personal(scope)) || named.some(([, value]) => value.personal(scope));
  if (name === blockSubject) return { get: subjectGetter(values), personal };
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (run === undefined) throw new Uncovered(`a function “${name}”`);
  const get: Expression['get'] = (moment, scope) =>
    run({
      values: values.map((value) => value.get(moment, scope)),
      named: Object.fromEntries(named.map(([key, value]) => [key, value.get(moment, scope)])),
      zone: moment.zone,
    });
  return { get, personal };
}

/** What `each` and `with` are given: a list or group, or an empty one and a report. */
function subjectGetter([subject, label]: readonly Expression[]): Expression['get'] {
  if (subject === undefined || label === undefined) throw new Uncovered('a block without a subject');
  return (moment, scope) => {
    const value = subject.get(moment, scope);
    if (isObject(value) && !(value instanceof Unprintable)) return value;
    moment.report(told('value-group', { label: String(label.get(moment, scope)) }));
    return [];
  };
}
