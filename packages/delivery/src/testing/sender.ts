import type { Db } from '@hikyaku/database';
import type { Composer, DueLetter } from '../composer.ts';
import { openLinePool } from '../line-pool.ts';
import { ownIdentity } from '../process-identity.ts';
import { parseRetrySchedule } from '../retry-schedule.ts';
import { openSender, type Sender } from '../sender.ts';
import { ownShaping } from '../shaping/own-shaping.ts';
import { startSenderLife } from '../sender-life.ts';
import { openStageJournal } from '../stage-journal.ts';
import type { Transport } from '../transport.ts';
import { relayed, type WayOut } from '../way-out.ts';

/** Composes the shortest letter that names its person. */
export const shortComposer: Composer = {
  open: async () => async (letter: DueLetter) => ({
    ok: true,
    letter: {
      ref: letter.ref,
      attempt: letter.attempt,
      envelope: { from: 'b+test@example.com', to: letter.email },
      bytes: Buffer.from(`To: ${letter.email}\r\nSubject: test\r\n\r\nHello\r\n`),
    },
    done: () => {},
  }),
};

/** A sender in this process, and what it was told went wrong. `close` retires it. */
export type TestSender = { sender: Sender; troubles: unknown[]; close: () => Promise<void> };

/** Starts one over a way out, or a transport that carries everything, with its journal in a folder of the test's. */
export async function testSender(
  db: Db,
  wayOut: Transport | WayOut,
  journalFolder: string,
  options: {
    composer?: Composer;
    leaseSeconds?: number;
    schedule?: string;
    lines?: number;
    nowMs?: () => number;
    way?: 'relay' | 'direct';
  } = {},
): Promise<TestSender> {
  const troubles: unknown[] = [];
  const leaseSeconds = options.leaseSeconds ?? 15;
  const life = await startSenderLife(db, ownIdentity(journalFolder), {
    leaseSeconds,
    onFenced: () => {},
    onError: (error) => troubles.push(error),
  });
  const journal = openStageJournal(journalFolder, life.senderId);
  const lines = openLinePool('to' in wayOut ? wayOut : relayed(wayOut), options.lines ?? 20);
  const sender = openSender({
    db,
    life,
    composer: options.composer ?? shortComposer,
    lines,
    journal,
    schedule: parseRetrySchedule(options.schedule ?? '1h'),
    leaseSeconds,
    draining: () => false,
    onTrouble: (error) => troubles.push(error),
    now: () => new Date(),
    way: options.way ?? 'relay',
    triggers: () => ownShaping.triggers,
    nowMs: options.nowMs ?? Date.now,
    random: () => 0.5,
  });
  return {
    sender,
    troubles,
    close: async () => {
      lines.close();
      await life.retire();
      journal.close();
    },
  };
}
