import type { SegmentCondition, SegmentRule } from '../api/generated/operations.ts';
import { conditionOf, type Row, rowOf, type Wrong } from './condition-draft.ts';

/** A group as it is edited; a rule's outermost one is the whole of it. */
export type Box = { key: string; kind: 'all' | 'any'; of: readonly Part[] };

/** What stands in a group. */
export type Part = Row | Box;

/** How deep groups may stand in one another, as the API takes them. */
export const mostDeep = 3;

/**
 * What somebody has written, as the API takes it (undefined while something is missing), what is wrong where, and which row or group
 * stands at each place of it (`/of/0/of/1`).
 */
export type ReadRule = {
  rule: SegmentRule | undefined;
  wrong: ReadonlyMap<string, Wrong>;
  places: ReadonlyMap<string, string>;
};

/** Reads an edited rule. */
export function readRule(box: Box): ReadRule {
  const wrong = new Map<string, Wrong>();
  const places = new Map<string, string>();
  const rule = groupOf(box, '', (inner, at) =>
    groupOf(inner, at, (innermost, there) => groupOf(innermost, there, () => [])),
  );
  return { rule: wrong.size === 0 ? rule[0] : undefined, wrong, places };

  function groupOf<Inner>(group: Box, at: string, inner: (box: Box, at: string) => readonly Inner[]) {
    places.set(at, group.key);
    if (group.of.length === 0) wrong.set(group.key, 'empty');
    const of = group.of.flatMap((part, index): readonly (Inner | SegmentCondition)[] => {
      const there = `${at}/of/${index}`;
      if (isBox(part)) return inner(part, there);
      places.set(there, part.key);
      const read = conditionOf(part);
      if ('wrong' in read) wrong.set(part.key, read.wrong);
      return 'wrong' in read ? [] : [read.condition];
    });
    return [{ kind: group.kind, of }] as const;
  }
}

/** The place in a rule that a pointer of the API speaks of, so that its sentence stands beside the right row. */
export function keyAt(pointer: string | undefined, { places }: ReadRule): string | undefined {
  const steps = /^\/rule((?:\/of\/\d+)*)/.exec(pointer ?? '')?.[1];
  return steps === undefined ? undefined : places.get(steps);
}

/** A rule of the API as it is edited. */
export function boxOf(rule: { kind: 'all' | 'any'; of: readonly AnyRule[] }): Box {
  const of = rule.of.map((inner) => ('of' in inner ? boxOf(inner) : rowOf(inner)));
  return { key: crypto.randomUUID(), kind: rule.kind, of };
}

type AnyRule = SegmentCondition | { kind: 'all' | 'any'; of: readonly AnyRule[] };

/** A group with one condition, not filled in yet. */
export function newBox(kind: Box['kind']): Box {
  return { key: crypto.randomUUID(), kind, of: [newRow()] };
}

/** A condition that is not filled in yet. */
export function newRow(): Row {
  return rowOf({ kind: 'text', field: '', is: 'equal', value: '' });
}

/** The group with the part of this key changed; undefined takes it out, and groups that are empty by it with it. */
export function withPart(box: Box, key: string, change: (part: Part) => Part | undefined): Box {
  const of = box.of.flatMap((part) => {
    const next = part.key === key ? change(part) : isBox(part) ? withPart(part, key, change) : part;
    return next === undefined || (isBox(next) && next.of.length === 0) ? [] : [next];
  });
  return { ...box, of };
}

/** Whether a part is a group. */
export function isBox(part: Part): part is Box {
  return 'of' in part;
}
