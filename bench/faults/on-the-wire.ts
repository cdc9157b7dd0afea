import { z } from 'zod';
import type { Product } from '../../scripts/story/product.ts';
import { connectionsTo, wasInATurn } from './processes.ts';

const listed = z.array(z.object({ port: z.number(), pastData: z.boolean() }));

/**
 * How many connections of a frozen sender are past DATA: the receiver has given 354 and no answer yet; or its answer has come and the
 * sender has not read it; or the sender, in the midst of a turn, has just read one (it reads one at a time) and not yet written down
 * what it says. Those of the second kind must be counted too: receivers go on answering while a sender stands still, and what it does
 * not read before its death nobody will.
 */
export async function onTheWire(product: Product, sender: number): Promise<number> {
  const response = await fetch(`${product.mailboxUrl}/api/connections`);
  const unanswered = new Set(
    listed
      .parse(await response.json())
      .filter(({ pastData }) => pastData)
      .map(({ port }) => port),
  );
  // After the receivers were asked: whatever they have answered meanwhile is here.
  const open = connectionsTo(sender, product.smtpPort);
  const past = open.filter(({ port, unreadBytes }) => unanswered.has(port) || unreadBytes > 0).length;
  return past + (past < open.length && wasInATurn(sender) ? 1 : 0);
}
