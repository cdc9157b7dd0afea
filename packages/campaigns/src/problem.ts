/** Something a person has to mend: where (a field of the campaign, or a part of its content), what is wrong, and what to do. */
export type Problem = { field: string; message: string; line?: number; column?: number };

/** Values that cannot be taken as they are. */
export type Problems = { kind: 'problems'; problems: Problem[] };

/** Nothing of that id in this workspace. */
export type NotFound = { kind: 'not-found' };

/** One problem as an answer. */
export function problem(field: string, message: string): Problems {
  return { kind: 'problems', problems: [{ field, message }] };
}
