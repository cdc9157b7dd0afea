import { publicId } from '@hikyaku/database';
import { balances, deliveryStates, readBooks } from '@hikyaku/ledger';
import type { Command } from '../command.ts';
import { RefusedError } from '../errors.ts';
import { readId } from '../ids.ts';

/** Checks the second promise: every targeted person has exactly one row in exactly one state. */
export const verifyBooks: Command = {
  words: ['verify', 'books'],
  summary: 'check that the books of every campaign balance',
  operands: ['campaign id?'],
  options: {},
  notes:
    'targeted = queued + attempting + accepted + deferred + bounced + withheld + failed + uncertain, all workspaces.',
  async run(invocation, context) {
    const only = invocation.operand('campaign id?');
    const campaignId = only === '' ? undefined : readId('campaign', only);
    const { db } = await context.open();
    let campaigns = 0;
    let letters = 0;
    let wrong = 0;
    for (let after = '0'; ; ) {
      const page = db.selectFrom('campaigns').select('id').where('id', '>', after).orderBy('id').limit(500);
      const rows = await (campaignId === undefined ? page : page.where('id', '=', campaignId)).execute();
      for (const { id } of rows) {
        const books = await readBooks(db, id);
        campaigns += 1;
        letters += books.targeted;
        if (balances(books)) continue;
        wrong += 1;
        const states = deliveryStates.map((state) => `${state} ${books[state]}`).join(', ');
        context.say(`${publicId('campaign', id)}: targeted ${books.targeted}, but ${states}`);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < 500) break;
      after = last.id;
    }
    if (campaignId !== undefined && campaigns === 0) throw new RefusedError('There is no such campaign.');
    if (wrong > 0) throw new RefusedError(`The books of ${wrong} of ${campaigns} campaigns do not balance.`);
    context.say(`${campaigns} campaigns and streams, ${letters} letters: the books balance.`);
  },
};
