import type { Db } from '@hikyaku/database';
import type { DeliveryRef } from '@hikyaku/message';
import type { LeaveTogether, Left } from '@hikyaku/suppression';
import { findReader, type Reader } from './find-reader.ts';
import { type MachineSign, writtenByMachine } from './written-by-machine.ts';

/** A mail that came whole: who sent it by its envelope ('' for a null reverse-path), which letters it is about, and its header. */
export type Mail = { reversePath: string; letters: readonly DeliveryRef[]; header: string };

/** What a leaving says for the log. */
export type Leaving = { scope: Reader['scope']; left: Left };

/** What became of a mail. `unknown`: nothing is left of any of the campaigns it is about. */
export type Taken =
  | { kind: 'left'; leavings: Leaving[] }
  | { kind: 'ignored'; sign: MachineSign }
  | { kind: 'unknown' };

/**
 * Carries out what a mail asks for, through the verb behind every door. Only the address counts; of the mail itself nothing but the
 * signs of a machine is looked at. Throws while the database is away: then nothing is certain, and the mail must come again.
 */
export async function takeMail(deps: { db: Db; leave: LeaveTogether }, mail: Mail): Promise<Taken> {
  const sign = writtenByMachine(mail.reversePath, mail.header);
  if (sign !== undefined) return { kind: 'ignored', sign };
  const leavings: Leaving[] = [];
  for (const letter of mail.letters) {
    const reader = await findReader(deps.db, letter);
    if (reader !== undefined) leavings.push({ scope: reader.scope, left: await leaveAs(reader, deps.leave) });
  }
  return leavings.length === 0 ? { kind: 'unknown' } : { kind: 'left', leavings };
}

function leaveAs({ campaignId, ...person }: Reader, leave: LeaveTogether): Promise<Left> {
  const details = { method: 'mailto', campaignId };
  return leave({ person, how: { reason: 'unsubscribed', source: 'mailto', details } });
}
