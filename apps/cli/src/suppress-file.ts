import { readTable } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import {
  emptyTally,
  type ExportFormat,
  exportFormat,
  importOptOuts,
  type OptOutScope,
  type OptOutSource,
  type OptOutTally,
} from '@hikyaku/suppression';
import { Refusal } from './errors.ts';
import { openInput, stoppable } from './input-file.ts';
import { count, reasonAlone } from './printable.ts';
import type { Context } from './verb.ts';

/** Whom to suppress: everybody in the file, for one scope. */
export type FileOfPeople = { file: string; pepper: Buffer; scoped: OptOutScope; how: OptOutSource };

const mostLinesTold = 1_000;

/**
 * Suppresses everybody in a file, in pages with one wait each: an export of another system, recognised by its header line, or a plain
 * list of addresses. What is done stays done whatever comes after, and repeating the file harms nothing. Lines that cannot be taken
 * are told by number, and make the command a refusal: somebody there said no.
 */
export async function suppressFile(context: Context, db: Db, people: FileOfPeople): Promise<void> {
  const tally = emptyTally();
  const refused: string[] = [];
  let rejected = 0;
  let format: ExportFormat | undefined;
  await using file = await openInput(context.folder, people.file);
  const ending = await stoppable(async (signal) => {
    for await (const part of readTable(file.read(signal), 'auto', exportFormat)) {
      if (part.kind === 'unusable') return part.reason;
      format = part.header.kind;
      const { pepper, scoped, how } = people;
      for (const { line, reason } of await importOptOuts(db, pepper, { format, scoped, how, tally }, part.records)) {
        rejected += 1;
        if (refused.length < mostLinesTold) refused.push(`Line ${line} is rejected: ${reasonAlone(reason)}`);
      }
    }
    return undefined;
  });
  for (const line of report(tally, rejected, format)) context.say(line);
  const more = rejected > refused.length ? [`… and ${rejected - refused.length} more.`] : [];
  const complaint = [...refused, ...more, ...(ending === undefined ? [] : [ending])];
  if (complaint.length > 0) throw new Refusal(complaint);
}

function report(tally: OptOutTally, rejected: number, format: ExportFormat | undefined): string[] {
  const { unsubscribed, complaint, 'invalid-address': invalid } = tally.suppressed;
  const known =
    format === undefined || format.system === 'generic' ? [] : [`Read as ${format.system}, ${format.export}.`];
  const kinds = [
    ...(complaint === 0 ? [] : [count(complaint, 'complaint')]),
    ...(invalid === 0 ? [] : [`${count(invalid, 'address', 'addresses')} that bounced`]),
  ];
  const of = kinds.length === 0 ? '' : ` (${kinds.join(', ')} among them)`;
  const passed =
    tally.passedOver === 0 ? '' : `, ${count(tally.passedOver, 'line')} of people who get mail passed over`;
  const taken = tally.takenBack === 0 ? '' : `, ${count(tally.takenBack, 'waiting letter')} taken back`;
  const all = unsubscribed + complaint + invalid;
  return [
    ...known,
    `${count(all, 'line')} suppressed${of}, ${rejected} rejected${passed}${taken}.`,
    ...(tally.onTheWire
      ? ['Some letters were already on their way and may still arrive; nothing more will be sent.']
      : []),
  ];
}
