import type { ContactProblem } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { pointerTo } from '../http/problem.ts';
import { invalid, notFound, type Reply, refuse } from '../http/reply.ts';

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
    case 'address-taken':
      return refuse('conflict', `${problem.reason} It is ${publicId('contact', problem.contactId)}.`, [
        { pointer: '/email', detail: problem.reason },
      ]);
  }
}
