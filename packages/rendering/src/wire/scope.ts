/**
 * Where a statement runs, with the meaning Handlebars gives each: `self` is `this`, `depths` what `../` goes up through
 * (none are kept for a part that never goes up), `frame` what `@index` and its like are read from, `aliases` the block parameters, innermost first.
 */
export type Scope = { self: unknown; depths: Depths | undefined; frame: Frame; aliases: Aliases | undefined };

/** The different values that `this` had, innermost first. */
export type Depths = { value: unknown; outer: Depths | undefined };

/** The `@` words; `each` makes one for every item. */
export type Frame = {
  outer: Frame | undefined;
  root: unknown;
  index: unknown;
  key: unknown;
  first: unknown;
  last: unknown;
};

/** What the block parameters of one block stand for; every block has its place, most are empty. */
export type Aliases = { values: readonly unknown[]; outer: Aliases | undefined };

/** What `this` is inside a block that is opened where there is nothing. */
const nothing: object = Object.seal({});
const noValues: readonly unknown[] = [];

/** The scope of a whole part; `goesUp` says whether it has a path with `..` in it. */
export function topScope(data: object, goesUp: boolean): Scope {
  const frame = { outer: undefined, root: data, index: undefined, key: undefined, first: undefined, last: undefined };
  const depths = goesUp ? { value: data, outer: undefined } : undefined;
  return { self: data, depths, frame, aliases: undefined };
}

/** The scope inside a block of `outer`. */
export function inside(
  outer: Scope,
  self: unknown,
  frame: Frame = outer.frame,
  values: readonly unknown[] = noValues,
): Scope {
  const aliases = { values, outer: outer.aliases };
  return { self, depths: deeper(outer.depths, self), frame, aliases };
}

function deeper(depths: Depths | undefined, self: unknown): Depths | undefined {
  if (depths === undefined) return undefined;
  // oxlint-disable-next-line eqeqeq -- Handlebars compares so: a level is left out where `this` equals what it was
  const same = self == depths.value || (self === nothing && depths.value === null);
  return same ? depths : { value: self, outer: depths };
}

/** What `this` is for a block that does not change it. */
export function selfOf(scope: Scope): unknown {
  return scope.self ?? nothing;
}

/** What `../` finds so many levels up. */
export function above({ depths }: Scope, depth: number): unknown {
  let at: Depths | undefined = depths;
  for (let up = depth; up > 0; up--) at = at?.outer;
  return at?.value;
}

/** What the parameters of the block so many levels up stand for. */
export function aliasAt({ aliases }: Scope, block: number): readonly unknown[] {
  let at = aliases;
  for (let up = block; up > 0; up--) at = at?.outer;
  return at?.values ?? noValues;
}

/** The frame that `@../` reads so many levels up. */
export function frameAbove({ frame }: Scope, depth: number): Frame | undefined {
  let at: Frame | undefined = frame;
  for (let up = depth; up > 0; up--) at = at?.outer;
  return at;
}
