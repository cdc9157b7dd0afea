import type { Db } from '@hikyaku/database';
import type { Scoped } from '@hikyaku/ledger';
import { addressKey } from '@hikyaku/message';
import { type How, leave } from '@hikyaku/suppression';
import { type AddressLine, readAddresses } from './address-file.ts';
import { Refusal } from './errors.ts';
import { openInput, stoppable } from './input-file.ts';
import { count, reasonAlone } from './printable.ts';
import type { Context } from './verb.ts';

/** Whom to suppress: everybody in the file, for one scope. */
export type FileOfPeople = { file: string; pepper: Buffer; scoped: Omit<Scoped, 'addressKey'>; how: How };

const pageSize = 1_000;
const mostLinesTold = 1_000;

/**
 * Suppresses everybody in a file, in pages of 1,000 with one wait each. What is done stays done whatever comes after, and repeating
 * the file harms nothing. Lines that are no address are told by number, and make the command a refusal: somebody there said no.
 */
export async function suppressFile(context: Context, db: Db, people: FileOfPeople): Promise<void> {
  const tally = { suppressed: 0, takenBack: 0, onTheWire: false, rejected: 0 };
  const refused: string[] = [];
  await using file = await openInput(context.folder, people.file);
  const ending = await stoppable(async (signal) => {
    for await (const page of pages(readAddresses(file.read(signal)))) {
      if (page.unusable !== undefined) return page.unusable;
      for (const { line, reason } of page.rejected) {
        tally.rejected += 1;
        if (refused.length < mostLinesTold) refused.push(`Line ${line} is rejected: ${reasonAlone(reason)}`);
      }
      const keys = page.people.map(({ canonical }) => addressKey(people.pepper, canonical));
      const left = await leave(
        db,
        keys.map((key) => ({ ...people.scoped, addressKey: key })),
        people.how,
      );
      tally.suppressed += keys.length;
      tally.takenBack += left.takenBack;
      if (left.kind === 'on-the-wire') tally.onTheWire = true;
    }
    return undefined;
  });
  report(context, tally);
  const more = tally.rejected > refused.length ? [`… and ${tally.rejected - refused.length} more.`] : [];
  const complaint = [...refused, ...more, ...(ending === undefined ? [] : [ending])];
  if (complaint.length > 0) throw new Refusal(complaint);
}

type Page = {
  people: Extract<AddressLine, { kind: 'address' }>[];
  rejected: Extract<AddressLine, { kind: 'rejected' }>[];
  unusable: string | undefined;
};

/** Cuts the file into pages; one that cannot be read further ends with a page that says so. */
async function* pages(lines: AsyncIterable<AddressLine>): AsyncGenerator<Page> {
  let page: Page = { people: [], rejected: [], unusable: undefined };
  for await (const line of lines) {
    if (line.kind === 'unusable') {
      yield page;
      yield { people: [], rejected: [], unusable: line.reason };
      return;
    }
    if (line.kind === 'address') page.people.push(line);
    else page.rejected.push(line);
    if (page.people.length + page.rejected.length < pageSize) continue;
    yield page;
    page = { people: [], rejected: [], unusable: undefined };
  }
  yield page;
}

function report(
  context: Context,
  tally: { suppressed: number; takenBack: number; onTheWire: boolean; rejected: number },
): void {
  const taken = tally.takenBack === 0 ? '' : `, ${count(tally.takenBack, 'waiting letter')} taken back`;
  const lines = `${count(tally.suppressed, 'line')} suppressed, ${tally.rejected} rejected${taken}.`;
  context.say(lines);
  if (tally.onTheWire)
    context.say('Some letters were already on their way and may still arrive; nothing more will be sent.');
}
