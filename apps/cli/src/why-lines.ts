import { type NotMeant, type Why, why } from '@hikyaku/campaigns';
import { type Db, publicId } from '@hikyaku/database';
import type { Stop, StopFound } from '@hikyaku/suppression';
import { moment, withoutAddresses } from './printable.ts';

/** May this campaign's letter go to this person, in words: the answer, then a line for each reason. Undefined: no such campaign. */
export async function whyLines(
  db: Db,
  letter: { workspaceId: string; campaignId: string; addressKey: Buffer },
): Promise<string[] | undefined> {
  const told = await why(db, letter.workspaceId, letter.campaignId, letter.addressKey);
  if (told === undefined) return undefined;
  const campaign = `the letter of ${publicId('campaign', letter.campaignId)} (${told.status})`;
  return [
    told.goes ? `${campaign} may go; nothing stands in its way.` : `${campaign} ${answer(told)}`,
    ...(told.letter === null ? [] : [`  ${letterLine(told.letter)}`]),
    ...(told.notMeant === null ? [] : [`  ${outsiders[told.notMeant]}`]),
    ...told.stops.map((stop) => `  ${stopLine(stop)}`),
  ];
}

function answer({ letter, stops, notMeant }: Why): string {
  if (letter?.state === 'accepted') return 'has gone.';
  if (letter !== null && stops.length === 0) return `does not go: it is ${letter.state}.`;
  return notMeant === null ? 'does not go.' : 'is not meant for this address.';
}

function letterLine({ state, reason, attempts, settledAt }: NonNullable<Why['letter']>): string {
  const because = reason === null ? '' : ` (${reason})`;
  const when = settledAt === null ? '' : `, ${moment(settledAt)}`;
  return `In the books: ${state}${because}, attempt ${attempts}${when}.`;
}

const outsiders: Readonly<Record<NotMeant, string>> = {
  'no-contact': 'No contact of this workspace has this address.',
  'on-no-list': 'The contact is on none of the lists of the campaign.',
  unconfirmed: 'The contact has not confirmed any of the lists of the campaign yet.',
  left: 'The contact has left the lists of the campaign.',
  'on-excluded-list': 'The contact is on a list that the campaign excludes.',
  'in-excluded-segment': 'The contact is in a segment that the campaign excludes.',
  'outside-segments': 'The contact is in none of the segments of the campaign.',
};

function stopLine(found: StopFound): string {
  const { suppressionId, since, source, reason, note } = found;
  const said = note === null || note === '' ? '' : ` "${withoutAddresses(note)}"`;
  const ground =
    suppressionId === null || since === null
      ? ''
      : `: ${publicId('suppression', suppressionId)}, ${reason} by ${source}, ${moment(since)}${said}`;
  return `${sentence(found)}${ground}`;
}

function sentence({ stop, until, most, days }: StopFound): string {
  const limit = `${most} in ${days} days`;
  const sentences: Readonly<Record<Stop, string>> = {
    'contact-deleted': 'The contact was deleted.',
    'address-changed': 'The contact has another address now.',
    'suppressed-invalid': 'Nobody can be reached at this address',
    'suppressed-all': 'This person wants nothing from the workspace',
    'suppressed-marketing': 'This person wants no newsletter of the workspace',
    'suppressed-list': 'This person has left this list',
    snoozed: `This person wants no newsletter until ${until === null ? 'later' : moment(until)}`,
    'fewer-letters': `This person wants no more than ${limit}, and has them`,
    'workspace-cap': `The workspace sends no more than ${limit} to anybody, and this person has them.`,
  };
  return sentences[stop];
}
