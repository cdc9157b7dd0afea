import type { Db } from '@hikyaku/database';
import type { LeaveTogether, Left } from '@hikyaku/suppression';
import type { Addressee } from './addressee.ts';
import { findReader, type Reader } from './find-reader.ts';
import { type ReadAnswer, readAnswer } from './read-answer.ts';
import { headerOf } from './read-mail.ts';
import { saysStop } from './says-stop.ts';
import { type MachineSign, writtenByMachine } from './written-by-machine.ts';

/** A mail that came whole: who sent it by its envelope ('' for a null reverse-path), which letters it is about, and what is kept of it. */
export type Mail = { reversePath: string; addressees: readonly Addressee[]; source: Buffer };

/** What a leaving says for the log. */
export type Leaving = { method: 'mailto' | 'reply'; scope: Reader['scope']; left: Left };

/**
 * What became of a mail. `elsewhere`: an ordinary answer, which its letter's sender has got too, by To or Cc; `misdirected`: one that came
 * here alone, where nobody reads it. `unknown`: nothing is left of any of the campaigns it is about.
 */
export type Taken =
  | { kind: 'left'; leavings: Leaving[] }
  | { kind: 'ignored'; sign: MachineSign }
  | { kind: 'elsewhere' }
  | { kind: 'misdirected'; writeTo: string }
  | { kind: 'unknown' };

/**
 * Carries out what a mail asks for, through the verb behind every door. At an address for leaving only the address counts, and of the mail
 * nothing but the signs of a machine is looked at; an answer must say STOP. Throws while the database is away: then nothing is certain, and
 * the mail must come again.
 */
export async function takeMail(deps: { db: Db; leave: LeaveTogether }, mail: Mail): Promise<Taken> {
  const sign = writtenByMachine(mail.reversePath, headerOf(mail.source));
  if (sign !== undefined) return { kind: 'ignored', sign };
  const asked = mail.addressees.some(({ kind }) => kind === 'answer') ? await readAnswer(mail.source) : noAnswer;
  const stop = saysStop(asked.text);
  const leavings: Leaving[] = [];
  const answered: Reader[] = [];
  for (const { kind, letter } of mail.addressees) {
    const reader = await findReader(deps.db, letter);
    if (reader === undefined) continue;
    if (kind === 'answer' && !stop) answered.push(reader);
    else leavings.push(await leaveAs(reader, kind === 'leave' ? 'mailto' : 'reply', deps.leave));
  }
  if (leavings.length > 0) return { kind: 'left', leavings };
  return ordinary(asked, answered);
}

const noAnswer: ReadAnswer = { text: '', to: [] };

/** A person's answer is never kept here, and never swallowed: either its sender knows that it has arrived elsewhere, or it is refused. */
function ordinary({ to }: ReadAnswer, readers: readonly Reader[]): Taken {
  const missed = readers.find(({ answersTo }) => !to.includes(answersTo.toLowerCase()));
  if (missed !== undefined) return { kind: 'misdirected', writeTo: missed.answersTo };
  return readers.length > 0 ? { kind: 'elsewhere' } : { kind: 'unknown' };
}

async function leaveAs(reader: Reader, method: Leaving['method'], leave: LeaveTogether): Promise<Leaving> {
  const { workspaceId, addressKey, campaignId, scope, listId } = reader;
  const person = { workspaceId, addressKey, scope, listId };
  const left = await leave({
    person,
    how: { reason: 'unsubscribed', source: method, details: { method, campaignId } },
  });
  return { method, scope, left };
}
