import { openJournals } from '@hikyaku/suppression';
import { defineVerb } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

const doing = {
  vouched: 'nothing is in it',
  replaying: 'being carried out',
  silent: 'not heard from: newsletters are held back',
  unreadable: 'damaged: newsletters are held back',
} as const;

/** `journals list`: the opt-out journals of the unsubscribe processes, and which of them hold letters back. */
export const journalsList = defineVerb({
  options: {},
  notes: ['A journal holds what people said while the database was away. docs/decisions tells what holds back what.'],
  async run(context) {
    const journals = await withDatabase(context, openJournals);
    if (journals.length === 0) context.say('No journal is open.');
    for (const { id, host, folder, state, silentSeconds, unreadable } of journals) {
      const facts = [
        state === 'silent' ? `for ${silentSeconds} s` : '',
        unreadable > 0 ? `${unreadable} unreadable` : '',
      ];
      context.say([id, doing[state], ...facts.filter(Boolean), `${host}:${folder}`].join('  '));
    }
  },
});
