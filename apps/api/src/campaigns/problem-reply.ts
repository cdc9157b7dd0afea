import type { NotFound, Problem, Problems, Refused } from '@hikyaku/campaigns';
import { pointerTo, type ValueProblem } from '../http/problem.ts';
import { invalid, notFound, type Reply, refuse } from '../http/reply.ts';

/** Why something was not done with a campaign or a message, as an answer. */
export function campaignProblemReply(outcome: NotFound | Refused | Problems, thing = 'campaign'): Reply {
  switch (outcome.kind) {
    case 'not-found':
      return notFound(thing);
    case 'refused':
      return refuse('conflict', outcome.message);
    case 'problems':
      return invalid(outcome.problems.map(campaignProblem));
  }
}

/** One problem, with its field (`from.email`) as a JSON pointer. */
export function campaignProblem({ field, message, line, column }: Problem): ValueProblem {
  return {
    pointer: pointerTo(field.split(/[.[\]]+/).filter(Boolean)),
    detail: message,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
