import type { NotFound, Problems, Refused } from '@hikyaku/campaigns';
import { Refusal } from './errors.ts';

/** A verb's "no" as the operator reads it: one sentence, or one line for each thing to mend. */
export function refusalOf(answer: NotFound | Refused | Problems, what: string): Refusal {
  switch (answer.kind) {
    case 'not-found':
      return new Refusal(`There is no such ${what} in this workspace.`);
    case 'refused':
      return new Refusal(answer.message);
    case 'problems':
      return new Refusal(answer.problems.map(problemLine));
  }
}

/** A problem or warning in one line, with its place. */
export function problemLine({ field, message, line, column }: Problems['problems'][number]): string {
  const place = line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`;
  return `${field}${place}: ${message}`;
}
