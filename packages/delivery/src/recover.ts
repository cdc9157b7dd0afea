import type { Db } from '@hikyaku/database';
import { closeRecovery, fence, type Orphan, orphansOf, type Settlement } from '@hikyaku/ledger';
import { sql } from 'kysely';
import { settleAndSuppress } from './bounce/settle-and-suppress.ts';
import { dotTimeoutMs } from './outcome.ts';
import { isAlive as runsHere, killProcess as endHere } from './process-identity.ts';
import type { SenderIdentity } from './sender-life.ts';
import { nameOf, readStageJournal, removeStageJournal, type StageMark } from './stage-journal.ts';

/** What recovery found and did for one dead sender. */
export type Recovered = {
  senderId: string;
  journal: 'read' | 'lost';
  requeued: number;
  settled: number;
  uncertain: number;
};

type Candidate = SenderIdentity & { id: string; fenced: boolean; lapsed: boolean; silent_seconds: number };

/** How dead senders are told from living ones. What is not given is this machine's own, and 60 s for a machine out of reach. */
export type Recovering = {
  leaseSeconds: number;
  /** Whether a lapsed lease means death: not before others have had time to be heard (`isSteady` of who asks). */
  silenceMeansDeath?: boolean;
  isAlive?: (process: string) => boolean;
  killProcess?: (process: string) => void;
  /** A sender whose journal nobody can read is left alone for this long: its machine may only be out of reach. */
  unreadableAfterSeconds?: number;
};

const pageSize = 500;

/**
 * Gives the letters of dead senders their state. A sender is dead when its lease has lapsed, or at once when it ran on this machine
 * and its process is gone; one that merely hangs here is ended first, so that no dot can follow. By its journal: no mark → queued
 * again; a mark with its answer → settled; a mark without → uncertain. Without the journal everything is uncertain.
 */
export async function recoverDeadSenders(
  db: Db,
  me: { senderId: string; identity: SenderIdentity },
  options: Recovering,
): Promise<Recovered[]> {
  const { silenceMeansDeath = true, isAlive = runsHere, killProcess = endHere, unreadableAfterSeconds = 60 } = options;
  const recovered: Recovered[] = [];
  for (const sender of await candidates(db, me.senderId, options.leaseSeconds)) {
    const local = sender.host === me.identity.host && sender.bootId === me.identity.bootId;
    const isDead = sender.fenced || (sender.lapsed && silenceMeansDeath) || (local && !isAlive(sender.process));
    if (!isDead) continue;
    if (local) killProcess(sender.process);
    if (local && isAlive(sender.process)) continue;
    await fence(db, sender.id);
    const marks = local ? readStageJournal(sender.journal, sender.id) : undefined;
    if (marks === undefined && sender.silent_seconds < unreadableAfterSeconds && (await hasOrphans(db, sender.id)))
      continue;
    recovered.push(await recover(db, sender.id, marks));
    if (local) removeStageJournal(sender.journal, sender.id);
  }
  return recovered;
}

async function candidates(db: Db, ownId: string, leaseSeconds: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select id, host, boot_id as "bootId", process, journal,
      fenced_at is not null as fenced,
      seen_at < clock_timestamp() - make_interval(secs => ${leaseSeconds}) as lapsed,
      extract(epoch from clock_timestamp() - seen_at)::float8 as silent_seconds
    from senders
    where recovered_at is null and id <> ${ownId}
    order by id
  `.execute(db);
  return rows;
}

async function hasOrphans(db: Db, senderId: string): Promise<boolean> {
  return (await orphansOf(db, senderId, 1)).length > 0;
}

async function recover(db: Db, senderId: string, marks: Map<string, StageMark> | undefined): Promise<Recovered> {
  const report: Recovered = {
    senderId,
    journal: marks === undefined ? 'lost' : 'read',
    requeued: 0,
    settled: 0,
    uncertain: 0,
  };
  for (;;) {
    const orphans = await orphansOf(db, senderId, pageSize);
    if (orphans.length === 0) break;
    const fates = orphans.map((orphan) => ({ ...orphan, outcome: fateOf(orphan, marks) }));
    await settleAndSuppress(db, fates);
    for (const { outcome } of fates) {
      if (outcome.state === 'queued') report.requeued += 1;
      else if (outcome.state === 'uncertain') report.uncertain += 1;
      else report.settled += 1;
    }
  }
  await closeRecovery(db, senderId);
  return report;
}

/** Without a dot the receiver cannot have accepted; with one and no answer, nobody can know. */
function fateOf(orphan: Orphan, marks: Map<string, StageMark> | undefined): Settlement {
  const uncertain: Settlement = {
    state: 'uncertain',
    reason: marks === undefined ? 'sender-lost' : 'sender-died-after-the-dot',
    wireUntil: new Date(Date.now() + dotTimeoutMs),
  };
  if (marks === undefined) return uncertain;
  const mark = marks.get(nameOf(orphan.key, orphan.attempt));
  if (mark === undefined) return { state: 'queued', reason: 'sender-died-before-the-dot' };
  return mark.outcome ?? uncertain;
}
