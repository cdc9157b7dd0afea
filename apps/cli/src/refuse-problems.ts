import type { NotFound, Problems, Refused } from '@hikyaku/campaigns';
import { RefusedError } from './errors.ts';

/** Throws what stands in the way of a verb, a line for each problem. */
export function refuseProblems(outcome: NotFound | Refused | Problems, thing = 'campaign'): never {
  switch (outcome.kind) {
    case 'not-found':
      throw new RefusedError(`There is no such ${thing} in this workspace.`);
    case 'refused':
      throw new RefusedError(outcome.message);
    case 'problems': {
      const lines = outcome.problems.map(({ field, message, line, column }) => {
        const place =
          line === undefined ? field : `${field}, line ${line}${column === undefined ? '' : `, column ${column}`}`;
        return `${place}: ${message}`;
      });
      throw new RefusedError(lines.join('\n'));
    }
  }
}
