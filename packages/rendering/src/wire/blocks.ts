import { blockNames, functionSignatures } from '../function-names.ts';
import { isTrue } from '../unprintable.ts';
import { forEach } from './each.ts';
import { type Frame, inside, type Scope, selfOf } from './scope.ts';
import type { Spot } from './statements.ts';
import type { Step } from './step.ts';
import type { Stretch } from './stretch.ts';
import { Uncovered } from './uncovered.ts';
import { constant, type Expression, valueOf } from './value.ts';

/** Compiles what stands in a block onto a stretch. */
export type WriteBranch<Fixed> = (branch: hbs.AST.Program, spot: Spot, out: Stretch<Fixed>) => void;

type Branch = hbs.AST.Program | undefined | null;

/** A block whose parts are known: what it asks, what it does and what it does otherwise. */
type Parts<Fixed> = {
  subject: Expression;
  yes: Branch;
  no: Branch;
  spot: Spot;
  out: Stretch<Fixed>;
  write: WriteBranch<Fixed>;
};

/** Compiles one block of the four there are, with its `else`. */
export function writeBlock<Fixed>(
  block: hbs.AST.BlockStatement,
  spot: Spot,
  out: Stretch<Fixed>,
  write: WriteBranch<Fixed>,
): void {
  const [subjectNode] = block.params;
  if (subjectNode === undefined) throw new Uncovered('a block without a subject');
  const name = block.path.original;
  assertNames(block, name);
  const { program, inverse } = block;
  const parts = { subject: valueOf(subjectNode, spot.names), yes: program, no: inverse, spot, out, write };
  switch (name) {
    case 'if':
      return writeChoice(parts);
    case 'unless':
      return writeChoice({ ...parts, yes: inverse, no: program });
    case 'with':
      return writeWith(parts);
    case 'each':
      return writeEach(parts);
    default:
      throw new Uncovered(`a block {{#${name}}}`);
  }
}

function assertNames({ program }: hbs.AST.BlockStatement, block: string): void {
  const declared = program?.blockParams ?? [];
  if (declared.length > 0 && (block === 'if' || block === 'unless')) {
    throw new Uncovered(`a name (as |…|) on {{#${block}}}`);
  }
  const clash = declared.find((name) => functionSignatures.has(name) || blockNames.includes(name));
  if (clash !== undefined) throw new Uncovered(`a name |${clash}| that is also a function's`);
}

function writeChoice<Fixed>(parts: Parts<Fixed>): void {
  const { subject, yes, no, spot, out } = parts;
  const known = constant(subject, spot);
  if (known.ok && spot.scope !== undefined)
    return writeHere(parts, isTrue(known.value) ? yes : no, sameSelf(spot.scope));
  const whenYes = branchStep(parts, yes, same(spot));
  const whenNo = branchStep(parts, no, same(spot));
  out.step((filling, outer) => {
    const scope = spot.scope ?? outer;
    const chosen = isTrue(subject.get(filling, scope)) ? whenYes : whenNo;
    chosen?.(filling, sameSelf(scope));
  });
}

function writeWith<Fixed>(parts: Parts<Fixed>): void {
  const { subject, yes, no, spot, out } = parts;
  const known = constant(subject, spot);
  if (known.ok && spot.scope !== undefined) {
    const { value } = known;
    if (isNothing(value)) return writeHere(parts, no, sameSelf(spot.scope));
    return writeHere(parts, yes, inside(spot.scope, value, spot.scope.frame, [value]));
  }
  const within = branchStep(parts, yes, undefined);
  const otherwise = branchStep(parts, no, same(spot));
  out.step((filling, outer) => {
    const scope = spot.scope ?? outer;
    const value = subject.get(filling, scope);
    if (isNothing(value)) otherwise?.(filling, sameSelf(scope));
    else within?.(filling, inside(scope, value, scope.frame, [value]));
  });
}

function writeEach<Fixed>(parts: Parts<Fixed>): void {
  const { subject, yes, no, spot, out } = parts;
  const known = constant(subject, spot);
  const { scope: at } = spot;
  if (known.ok && at !== undefined) {
    const any = forEach(known.value, (value, key, index, last) => {
      const frame: Frame = { outer: at.frame, root: at.frame.root, index, key, first: index === 0, last };
      writeHere(parts, yes, inside(at, value, frame, [value, key]));
    });
    if (!any) writeHere(parts, no, sameSelf(at));
    return;
  }
  const within = branchStep(parts, yes, undefined);
  const otherwise = branchStep(parts, no, same(spot));
  out.step((filling, outer) => {
    const scope = at ?? outer;
    const any = forEach(subject.get(filling, scope), (value, key, index, last) => {
      const frame: Frame = { outer: scope.frame, root: scope.frame.root, index, key, first: index === 0, last };
      within?.(filling, inside(scope, value, frame, [value, key]));
    });
    if (!any) otherwise?.(filling, sameSelf(scope));
  });
}

/** What `with` takes for nothing. */
function isNothing(value: unknown): boolean {
  return (!value && value !== 0) || (Array.isArray(value) && value.length === 0);
}

function sameSelf(scope: Scope): Scope {
  return inside(scope, selfOf(scope));
}

function same({ scope }: Spot): Scope | undefined {
  return scope === undefined ? undefined : sameSelf(scope);
}

/** Writes a branch that every letter has. */
function writeHere<Fixed>({ spot, out, write }: Parts<Fixed>, branch: Branch, scope: Scope): void {
  if (branch === undefined || branch === null) return;
  write(branch, { ...spot, names: [namesOf(branch), ...spot.names], scope }, out);
}

/** A branch that depends on the person; `scope` is its scope if at least that does not. */
function branchStep<Fixed>(
  { spot, out, write }: Parts<Fixed>,
  branch: Branch,
  scope: Scope | undefined,
): Step<Fixed> | undefined {
  if (branch === undefined || branch === null) return undefined;
  const inner = out.branch();
  write(branch, { ...spot, names: [namesOf(branch), ...spot.names], scope }, inner);
  return inner.whole();
}

function namesOf(branch: hbs.AST.Program): readonly string[] {
  return branch.blockParams ?? [];
}
