/** Values by the names of their fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields that both have changed since a common state, to different values, by their names. */
export function collisions(before: Fields, theirs: Fields, mine: Fields): string[] {
  return Object.keys(mine).filter((field) => {
    const [was, now, wanted] = [before[field], theirs[field], mine[field]].map((value) =>
      JSON.stringify(value ?? null),
    );
    return now !== was && now !== wanted;
  });
}
