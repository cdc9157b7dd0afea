import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** Who a sender process is: recovery uses it to tell whether it can read this one's journal, and whether the process still lives. */
export type SenderIdentity = { host: string; bootId: string; process: string; journal: string };

/** A registered sender. Its leases are fresh for as long as its heartbeats are answered. */
export type SenderLife = {
  readonly senderId: string;
  /** The slots that a tick of this process is at: a job that is handed out twice must not work one twice. */
  readonly ticking: Set<number>;
  /** Whether every slot it owns is still certainly its own, on the monotonic and on the wall clock. */
  isFresh(): boolean;
  /**
   * Whether its heartbeats have been answered for a whole lease without a gap. Before that, others' silence says nothing: the database
   * was away, or this machine asleep, and they had no chance to be heard either.
   */
  isSteady: () => boolean;
  /** Ends the heartbeats and, when nothing is left in its hands, leaves the register. */
  retire(): Promise<void>;
};

/** Slots stay ours for this share of the lease after a renewal was sent; the rest is for clocks that run apart. */
const freshShare = 0.7;

/**
 * Registers a sender and renews its leases three times within each. `onFenced` is called once when another process has declared it
 * dead: it must stop, and come back under a new id. `loopDelayMs` tells how late the event loop has been since it was last asked; the
 * register shows it.
 */
export async function startSenderLife(
  db: Db,
  identity: SenderIdentity,
  options: {
    leaseSeconds: number;
    onFenced: () => void;
    onError: (error: unknown) => void;
    loopDelayMs?: () => number;
  },
): Promise<SenderLife> {
  const leaseMs = options.leaseSeconds * 1_000;
  let renewed = moment();
  let steadySinceMs = renewed.monotonicMs;
  let ended = false;

  const { id: senderId } = await db
    .insertInto('senders')
    .values({ host: identity.host, boot_id: identity.bootId, process: identity.process, journal: identity.journal })
    .returning('id')
    .executeTakeFirstOrThrow();

  async function renew(): Promise<void> {
    // Measured from before the request: what the database grants starts no earlier.
    const asked = moment();
    if (await heartbeat(db, senderId, options.leaseSeconds, options.loopDelayMs?.() ?? null)) {
      if (!isFresh()) steadySinceMs = performance.now();
      renewed = asked;
    } else if (!ended) {
      ended = true;
      options.onFenced();
    }
  }

  function isFresh(): boolean {
    return (
      !ended &&
      performance.now() - renewed.monotonicMs < leaseMs * freshShare &&
      Math.abs(Date.now() - renewed.wallMs) < leaseMs * freshShare
    );
  }

  let timer: NodeJS.Timeout;
  const beat = () => {
    timer = setTimeout(async () => {
      try {
        await renew();
      } catch (error) {
        options.onError(error);
      }
      if (!ended) beat();
    }, leaseMs / 3);
  };
  beat();

  return {
    senderId,
    ticking: new Set(),
    isFresh,
    isSteady: () => isFresh() && performance.now() - steadySinceMs >= leaseMs,
    async retire() {
      ended = true;
      clearTimeout(timer);
      await leaveRegister(db, senderId);
    },
  };
}

function moment() {
  return { monotonicMs: performance.now(), wallMs: Date.now() };
}

async function heartbeat(db: Db, senderId: string, leaseSeconds: number, loopDelayMs: number | null): Promise<boolean> {
  const { rows } = await sql<{ alive: boolean }>`
    with me as (
      update senders set seen_at = clock_timestamp(), loop_delay_ms = ${loopDelayMs} where id = ${senderId} and fenced_at is null returning id
    ), renewed as (
      update lane_slots set lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
      where sender_id = (select id from me)
    )
    select exists(select from me) as alive
  `.execute(db);
  return rows[0]?.alive === true;
}

/** A sender that leaves in order holds no slot and no batch, so there is nothing to recover; one that still does is left to recovery. */
async function leaveRegister(db: Db, senderId: string): Promise<void> {
  await sql`
    update senders s set fenced_at = clock_timestamp(), recovered_at = clock_timestamp()
    where s.id = ${senderId} and s.fenced_at is null
      and not exists (select from lane_slots where sender_id = s.id)
      and not exists (select from batches where sender_id = s.id and state = 'leased')
  `.execute(db);
}
