import { publicId } from '@hikyaku/database';
import { channels, leave, type Wish } from '@hikyaku/suppression';
import { chooseWorkspace } from './choose.ts';
import { UsageError } from './errors.ts';
import { oneOf } from './one-of.ts';
import { operator } from './operator.ts';
import { type Context, type Given, type Option, workspaceOption } from './verb.ts';
import { keyOf, promise } from './verbs/suppress.ts';
import { withPeople } from './with-database.ts';

/** What every verb takes that enters a wish for somebody. */
export const wishOptions = {
  channel: { value: channels.join('|'), help: 'by which way the person said it' },
  note: { value: 'text', help: 'evidence in words: who said what to whom, the ticket' },
  by: { value: 'name', help: "who enters it; this machine's user when left out" },
  workspace: workspaceOption,
} as const satisfies Record<string, Option>;

/** The terms of a wish, without the person. */
export type Terms = { scope: 'snooze'; until: Date } | { scope: 'fewer'; most: number; days: number };

/** Enters somebody's wish through the verb behind every door, and says what may be said. */
export async function grantWish(context: Context, given: Given<keyof typeof wishOptions>, terms: Terms): Promise<void> {
  const channel = given.option('channel');
  const note = given.option('note');
  const details = {
    by: given.option('by') ?? operator(),
    ...(channel === undefined ? {} : { channel: oneOf('channel', channel, channels) }),
  };
  await withPeople(context, async (db, pepper) => {
    const workspaceId = await chooseWorkspace(db, given.option('workspace'));
    const wish: Wish = { ...terms, workspaceId, addressKey: keyOf(pepper, given.argument), listId: null };
    const how = { reason: 'manual', source: 'command-line', details, ...(note === undefined ? {} : { note }) } as const;
    const left = await leave(db, [wish], how);
    const [id] = left.suppressed.suppressionIds;
    const named = id === undefined ? '' : ` ${publicId('suppression', id)}`;
    context.say(`The wish${named} (${terms.scope}) ${id === undefined ? 'stood already' : 'stands now'}.`);
    context.say(
      terms.scope === 'snooze' ? promise(left) : 'The gate counts from now on; letters that wait are not taken back.',
    );
  });
}

/** A whole number within bounds that an option must be. */
export function numberWithin(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`--${name} is "${text}"; write a whole number from ${least} to ${most}.`);
}
