import { type Contact, findContactByEmail, type Subscription } from '@hikyaku/audience';
import { type Db, publicId } from '@hikyaku/database';
import { timeline, type TimelineEntry } from '@hikyaku/events';
import { addressKey, maskAddress, parseAddress } from '@hikyaku/message';
import type { Suppression } from '@hikyaku/suppression';
import { chooseWorkspace, readId } from '../choose.ts';
import { Refusal } from '../errors.ts';
import { lettersUnderway } from '../letters-underway.ts';
import { moment, withoutAddresses } from '../printable.ts';
import { suppressionsOf } from '../standing-suppression.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { whyLines } from '../why-lines.ts';
import { withPeople } from '../with-database.ts';

const eventsTold = 20;
const pageSize = 1_000;

/**
 * `why`: what stands in the way of writing to an address, and what happened to it lately; with a campaign, may that letter go, and why
 * not. The address is shown masked.
 */
export const whyVerb = defineVerb({
  argument: { value: '<email>', help: 'the address, in any spelling' },
  second: { value: '<cmp_…>', help: 'a campaign: may its letter go to this address?', optional: true },
  options: { workspace: workspaceOption },
  async run(context, given) {
    const parsed = parseAddress(given.argument);
    if (!parsed.ok) throw new Refusal(parsed.reason);
    const campaignId = given.second === '' ? undefined : readId('campaign', given.second);
    const lines = await withPeople(context, async (db, pepper) => {
      const workspaceId = await chooseWorkspace(db, given.option('workspace'));
      const key = addressKey(pepper, parsed.address);
      if (campaignId !== undefined) {
        const said = await whyLines(db, { workspaceId, campaignId, addressKey: key });
        if (said === undefined) throw new Refusal(`There is no campaign ${given.second} in this workspace.`);
        const [answer = '', ...grounds] = said;
        return [`${maskAddress(parsed.address.canonical)}: ${answer}`, ...grounds];
      }
      const contact = await findContactByEmail(db, pepper, { workspaceId, email: given.argument });
      const suppressions: Suppression[] = [];
      for await (const row of suppressionsOf(db, { workspaceId, addressKey: key })) suppressions.push(row);
      const letters = await lettersUnderway(db, { workspaceId, addressKey: key });
      const events = await latestEvents(db, { workspaceId, addressKey: key });
      return [
        `${maskAddress(parsed.address.canonical)}: ${verdict(contact, suppressions)}`,
        ...listLines(contact),
        ...suppressionLines(suppressions),
        ...section('Letters on their way:', letters),
        ...section('Latest events:', events.map(eventLine)),
      ];
    });
    for (const line of lines) context.say(line);
  },
});

/** The answer in one sentence; the lines below it give the ground. */
function verdict(contact: Contact | undefined, suppressions: readonly Suppression[]): string {
  const stopping = suppressions.filter(({ liftedAt }) => liftedAt === null).map(({ scope }) => scope);
  if (stopping.includes('invalid'))
    return 'the address does not exist or has refused for weeks, so nobody writes to it.';
  if (stopping.includes('all')) return 'nothing is sent to it from this workspace, save list administration.';
  if (contact === undefined) return 'no contact of this workspace has this address, so no campaign reaches it.';
  if (contact.lists.length === 0) return 'the contact is on no list, so no campaign reaches it.';
  const reached = contact.lists.filter(receives).length;
  if (reached === contact.lists.length) return 'nothing stands in the way.';
  if (reached === 0) return 'no list of this contact reaches it.';
  return `${reached} of ${contact.lists.length} lists reach it.`;
}

function receives({ state, suppressed }: Subscription): boolean {
  return state === 'active' && suppressed.length === 0;
}

function listLines(contact: Contact | undefined): string[] {
  const lists = contact?.lists ?? [];
  return section(
    'Lists:',
    lists.map((list) => `${list.listName} (${publicId('list', list.listId)}): ${standing(list)}`),
  );
}

function standing(subscription: Subscription): string {
  const { state, suppressed, joinedAt, basis } = subscription;
  const joined = `joined ${moment(joinedAt)}, ${basis}`;
  const reasons = [
    ...(state === 'pending' ? ['has not confirmed yet'] : []),
    ...(state === 'left' ? ['left'] : []),
    ...suppressed.map((scope) => `suppressed (${scope})`),
  ];
  return `${reasons.length === 0 ? 'receives' : reasons.join(', ')}; ${joined}`;
}

function suppressionLines(suppressions: readonly Suppression[]): string[] {
  return suppressions.length === 0
    ? ['Suppressions: none.']
    : section('Suppressions:', suppressions.map(suppressionLine));
}

function suppressionLine({
  id,
  scope,
  listId,
  reason,
  source,
  note,
  suppressedAt,
  liftedAt,
  liftReason,
  until,
  most,
  days,
}: Suppression): string {
  const terms = until !== null ? ` until ${moment(until)}` : most !== null ? ` (at most ${most} in ${days} days)` : '';
  const where = listId === null ? `${scope}${terms}` : `${scope} ${publicId('list', listId)}`;
  const said = note === null ? '' : ` "${withoutAddresses(note)}"`;
  const lifted = liftedAt === null ? '' : `; lifted ${moment(liftedAt)}: "${withoutAddresses(liftReason ?? '')}"`;
  return `${publicId('suppression', id)} ${where}: ${reason} by ${source}, ${moment(suppressedAt)}${said}${lifted}`;
}

/** Timelines are read oldest first; the end is what an operator asks about. */
async function latestEvents(db: Db, person: { workspaceId: string; addressKey: Buffer }): Promise<TimelineEntry[]> {
  let latest: TimelineEntry[] = [];
  for (let after = '0'; ; ) {
    const page = await timeline(db, person, { after, limit: pageSize });
    latest = [...latest, ...page].slice(-eventsTold);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return latest;
    after = last.id;
  }
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function eventLine({ at, kind, campaignId, details }: TimelineEntry): string {
  const campaign = campaignId === null ? '' : ` ${publicId('campaign', campaignId)}`;
  const facts = Object.entries(details ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${withoutAddresses(String(value))}`);
  return `${moment(at)} ${kind}${campaign}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}`;
}
