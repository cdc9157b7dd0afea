import { type Db, plainArray } from '@hikyaku/database';
import type { DeliveryRef, FitLetter } from '@hikyaku/message';
import { sql } from 'kysely';

/**
 * A letter ready to leave, as it was composed for one attempt: `attempt` is the row's number before this attempt. `fit` is there when it
 * is known to be fit for the wire by how it was made, and has the same bytes.
 */
export type ComposedLetter = {
  ref: DeliveryRef;
  attempt: number;
  envelope: { from: string; to: string };
  bytes: Buffer;
  fit?: FitLetter;
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
  readonly fit: FitLetter | undefined;
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
    this.fit = letter.fit;
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

/** A letter at the gate, and by whose hand it is to leave; what is asked together is one sender's. */
export type Asked = { letter: ComposedLetter; claim: Claim };

/**
 * The last question before the wire, and the claim: one statement moves letters from `queued` or `deferred` to `attempting` only
 * if nothing forbids it, and tells those it withheld; verdicts in the order of the letters. It fails closed: an error is an
 * exception, never a clearance.
 */
export async function clear(db: Db, asked: readonly Asked[]): Promise<Verdict[]> {
  const askedAtMs = performance.now();
  const verdicts: Verdict[] = asked.map(() => held);
  for (const { o_place, o_withheld } of await ask(db, asked)) {
    const decided = asked[o_place - 1];
    if (decided === undefined) continue;
    const { letter, claim } = decided;
    verdicts[o_place - 1] =
      o_withheld === null
        ? { kind: 'cleared', letter: new Cleared(letter, letter.attempt + 1, claim, askedAtMs) }
        : { kind: 'withheld', reason: o_withheld };
  }
  return verdicts;
}

const held: Verdict = { kind: 'held' };

type Decided = { o_place: number; o_withheld: string | null };

async function ask(db: Db, asked: readonly Asked[]): Promise<Decided[]> {
  const [first] = asked;
  if (first === undefined) return [];
  try {
    const { rows } = await sql<Decided>`
      select * from gate(
        ${first.claim.senderId},
        ${plainArray(asked.map((a) => a.claim.slotId))}::integer[],
        ${plainArray(asked.map((a) => a.claim.epoch))}::bigint[],
        ${plainArray(asked.map((a) => a.letter.ref.campaignId))}::bigint[],
        ${Buffer.concat(asked.map((a) => a.letter.ref.addressKey))},
        ${plainArray(asked.map((a) => a.letter.ref.letterNo))}::integer[],
        ${plainArray(asked.map((a) => a.letter.attempt))}::smallint[]
      )
    `.execute(db);
    return rows;
  } catch (error) {
    throw new GateAnswerLostError(error);
  }
}
