import { told } from '../findings.ts';
import { printers } from '../engine.ts';
import { type Place, printValue } from '../print-value.ts';
import { isBlock, isContent, isMustache, isPath } from '../syntax-tree.ts';
import { writeBlock } from './blocks.ts';
import type { Scope } from './scope.ts';
import type { Stretch } from './stretch.ts';
import { Uncovered } from './uncovered.ts';
import { constant, type Names, valueOf } from './value.ts';

/** A place of a template: the block parameters in force, and its scope where that is the same in every letter. */
export type Spot = { names: Names; scope: Scope | undefined; zone: string };

/**
 * Compiles a tree that `runnableTree` made onto a stretch. What all letters share is said here and now; steps are left for
 * what depends on the person. Throws Uncovered for what only Handlebars can do.
 */
export function writeProgram<Fixed>(program: hbs.AST.Program, spot: Spot, out: Stretch<Fixed>): void {
  for (const node of program.body) {
    if (isContent(node)) out.words(node.value);
    else if (isMustache(node)) writePrinted(node, spot, out);
    else if (isBlock(node)) writeBlock(node, spot, out, writeProgram);
    else if (node.type !== 'CommentStatement') throw new Uncovered(`a tag of the kind ${node.type}`);
  }
}

function writePrinted<Fixed>(node: hbs.AST.MustacheStatement, spot: Spot, out: Stretch<Fixed>): void {
  const printer = isPath(node.path) ? node.path.original : '';
  const place = places.get(printer);
  const [subject, label] = node.params;
  if (place === undefined || subject === undefined || label?.type !== 'StringLiteral' || !('value' in label)) {
    throw new Uncovered(`a placeholder {{${printer}}} that prints in no known way`);
  }
  const value = valueOf(subject, spot.names);
  const name = String(label.value);
  const known = constant(value, spot);
  const printed = known.ok ? printValue(known.value, place) : undefined;
  if (printed?.ok && printed.text.isWellFormed()) return out.words(printed.text);
  // Looked up once: places of many kinds share the code below, which would look these up for each letter.
  const { get } = value;
  const fixedScope = spot.scope;
  out.step((filling, scope) => {
    const printed = printValue(get(filling, fixedScope ?? scope), place);
    if (!printed.ok) return filling.report(told(printed.code, { ...printed.values, label: name }));
    filling.bytes += utf8Length(printed.text);
    filling.sink.words(printed.text);
  });
}

const places: ReadonlyMap<string, Place> = new Map(
  (['text', 'html', 'url', 'css'] satisfies Place[]).map((place) => [printers[place], place]),
);

// oxlint-disable-next-line unbound-method -- so it is not looked up anew for every code unit where strings of many forms come by
const { charCodeAt } = String.prototype;

/** Most values are so short that counting them here is sooner done than asking the runtime. */
function utf8Length(text: string): number {
  if (text.length > 64) return Buffer.byteLength(text);
  for (let index = 0; index < text.length; index++) {
    if (charCodeAt.call(text, index) > 0x7f) return Buffer.byteLength(text);
  }
  return text.length;
}
