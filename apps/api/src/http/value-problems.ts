import type { z } from 'zod';
import { pointerTo, type ValueProblem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** What a schema refused in a body, value by value. */
export function valueProblems(error: z.ZodError): ValueProblem[] {
  return places(error).map(({ path, detail }) => ({ pointer: pointerTo(path), detail }));
}

/** What a schema refused in a query string, parameter by parameter. */
export function parameterProblems(error: z.ZodError): ValueProblem[] {
  return places(error).map(({ path, detail }) => ({ parameter: String(path[0] ?? ''), detail }));
}

function places(error: z.ZodError): { path: PropertyKey[]; detail: string }[] {
  return error.issues.flatMap((issue: Issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key],
          detail: `There is no "${key.slice(0, 60)}" here; remove it.`,
        }))
      : [{ path: issue.path, detail: sentence(issue.message) }],
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
