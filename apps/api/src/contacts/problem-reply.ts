import type { ContactProblem } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { pointerTo } from '../http/problem.ts';
import { conflict } from '../http/refusals.ts';
import { invalid, notFound, type Reply } from '../http/reply.ts';

/** Why a contact was not added or changed, as an answer. `lists` are the ids in the order of the request. */
export function contactProblemReply(problem: ContactProblem, lists: readonly string[]): Reply {
  const at = (pointer: string): Reply => invalid([{ pointer, detail: problem.reason }]);
  switch (problem.kind) {
    case 'bad-address':
      return at('/email');
    case 'consent-missing':
    case 'bad-consent':
      return at('/consent');
    case 'bad-field':
      return at(problem.name === '' ? '/fields' : pointerTo(['fields', problem.name]));
    case 'unknown-list':
      return at(pointerTo(['lists', lists.indexOf(problem.listId)]));
    case 'unknown-contact':
      return notFound('contact');
    case 'address-taken': {
      const { reason, contactId } = problem;
      const refused = conflict('address-taken', { reason, contact: publicId('contact', contactId) });
      const errors = [{ pointer: '/email', detail: reason }];
      return { ...refused, problem: { ...refused.problem, errors } };
    }
  }
}
