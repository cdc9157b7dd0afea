import type { NotFound, Problem, Problems, Refused } from '@hikyaku/campaigns';
import { pointerTo, type ValueProblem } from '../http/problem.ts';
import { conflict } from '../http/refusals.ts';
import { invalid, notFound, type Reply } from '../http/reply.ts';

/** Why something was not done with a campaign or a message, as an answer. */
export function campaignProblemReply(outcome: NotFound | Refused | Problems, thing = 'campaign'): Reply {
  switch (outcome.kind) {
    case 'not-found':
      return notFound(thing);
    case 'refused':
      return conflict('campaign-status', {
        status: outcome.status,
        verb: outcome.verb,
        message: outcome.message,
      });
    case 'problems':
      return invalid(outcome.problems.map(campaignProblem));
  }
}

/** One problem, with its field (`from.email`) as a JSON pointer. */
export function campaignProblem({ field, message, line, column, code, values }: Problem): ValueProblem {
  return {
    pointer: pointerTo(field.split(/[.[\]]+/).filter(Boolean)),
    detail: message,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(code === undefined ? {} : { code, values: values ?? {} }),
  };
}
