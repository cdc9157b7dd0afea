import { coalesce, type Coalesced, type Db } from '@hikyaku/database';
import type { DeliveryRef } from '@hikyaku/message';
import { sql } from 'kysely';

/** A letter ready to leave, as it was composed for one attempt: `attempt` is the row's number before this attempt. */
export type ComposedLetter = {
  ref: DeliveryRef;
  attempt: number;
  envelope: { from: string; to: string };
  bytes: Buffer;
};

/** Whose hand a letter leaves by: a sender, the slot it owns, and the epoch of that ownership. */
export type Claim = { senderId: string; slotId: number; epoch: string };

/**
 * A letter that may be transmitted now, by the process that asked, once. Only the gate can make one: the constructor is this
 * module's own and the class leaves it as a type. It holds envelope and bytes together, so that nothing else can be sent under it.
 */
class Cleared {
  readonly ref: DeliveryRef;
  /** The number of the attempt that this clearance begins. */
  readonly attempt: number;
  readonly envelope: { from: string; to: string };
  readonly bytes: Buffer;
  readonly claim: Claim;
  /** When the gate was asked, on the monotonic clock (performance.now()): a transport refuses a clearance that has grown old. */
  readonly askedAtMs: number;
  // A private member makes the type nominal: no object literal and no other class is a Cleared.
  protected readonly clearedByTheGate = true;

  constructor(letter: ComposedLetter, attempt: number, claim: Claim, askedAtMs: number) {
    this.ref = letter.ref;
    this.attempt = attempt;
    this.envelope = letter.envelope;
    this.bytes = letter.bytes;
    this.claim = claim;
    this.askedAtMs = askedAtMs;
  }
}

/** The only thing a transport takes. */
export type ClearedLetter = Cleared;

/**
 * The gate's answer. `held`: the row stayed as it was (busy elsewhere, gone round since, campaign not sending, lane paused, slot
 * lost); it is offered again when its batch is read again.
 */
export type Verdict =
  | { kind: 'cleared'; letter: ClearedLetter }
  | { kind: 'withheld'; reason: string }
  | { kind: 'held' };

/** The gate's answer never came: the letters it carried may be claimed. Take a new epoch (`unclaim`) before anything else. */
export class GateAnswerLostError extends Error {
  constructor(cause: unknown) {
    super('The gate did not answer: the letters it was asked about may be claimed.', { cause });
    this.name = 'GateAnswerLostError';
  }
}

const mostAtOnce = 500;

/**
 * The last question before the wire, and the claim: one statement moves letters from `queued` or `deferred` to `attempting` only
 * if nothing forbids it, and tells those it withheld. Letters asked about at the same moment share a statement. It fails closed:
 * an error is an exception, never a clearance.
 */
export function openGate(db: Db, claim: Claim): Coalesced<ComposedLetter, Verdict> {
  return coalesce((letters: ComposedLetter[]) => clear(db, claim, letters), { most: mostAtOnce });
}

/** One gate statement for these letters; verdicts in their order. */
export async function clear(db: Db, claim: Claim, letters: readonly ComposedLetter[]): Promise<Verdict[]> {
  const askedAtMs = performance.now();
  const rows = await ask(db, claim, letters);
  const byRef = new Map(rows.map((row) => [refText(row.o_campaign, row.o_key, row.o_letter), row]));
  return letters.map((letter) => {
    const row = byRef.get(refText(letter.ref.campaignId, letter.ref.addressKey, letter.ref.letterNo));
    if (row === undefined) return { kind: 'held' };
    if (row.o_withheld !== null) return { kind: 'withheld', reason: row.o_withheld };
    return { kind: 'cleared', letter: new Cleared(letter, row.o_attempt, claim, askedAtMs) };
  });
}

type Decided = {
  o_campaign: string;
  o_key: Buffer;
  o_letter: number;
  o_attempt: number;
  o_withheld: string | null;
};

async function ask(db: Db, claim: Claim, letters: readonly ComposedLetter[]): Promise<Decided[]> {
  try {
    const { rows } = await sql<Decided>`
      select * from gate(
        ${claim.senderId}, ${claim.slotId}, ${claim.epoch},
        ${letters.map((l) => l.ref.campaignId)}::bigint[],
        ${letters.map((l) => l.ref.addressKey)}::bytea[],
        ${letters.map((l) => l.ref.letterNo)}::integer[],
        ${letters.map((l) => l.attempt)}::smallint[]
      )
    `.execute(db);
    return rows;
  } catch (error) {
    throw new GateAnswerLostError(error);
  }
}

function refText(campaignId: string, addressKey: Buffer, letterNo: number): string {
  return `${campaignId}:${letterNo}:${addressKey.toString('latin1')}`;
}
