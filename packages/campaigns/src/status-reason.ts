import { z } from 'zod';

const facts = z.object({ lane: z.string(), count: z.number(), answered: z.number(), mostPercent: z.number() });

/**
 * Why a campaign stands still though nobody has told it to. Of the brake: so many of the answers of a lane were so, and what share of
 * them is allowed.
 */
export type StatusReason =
  | { code: 'self-test-failed' }
  | ({ code: 'too-many-invalid' | 'too-many-complaints' } & z.infer<typeof facts>);

/** The words that can stand as a reason. */
export const statusReasons = ['self-test-failed', 'too-many-invalid', 'too-many-complaints'] as const;

/** Reads it from a campaign's row; null where there is none, or its figures are missing. */
export function readStatusReason(code: string | null, given: unknown): StatusReason | null {
  if (code === 'self-test-failed') return { code };
  if (code !== 'too-many-invalid' && code !== 'too-many-complaints') return null;
  const read = facts.safeParse(given);
  return read.success ? { code, ...read.data } : null;
}

/** A reason in a sentence without a full stop, with what to do. */
export function statusReasonWords(reason: StatusReason): string {
  if (reason.code === 'self-test-failed') return 'its self-test failed; mend what it found, then resume';
  const { code, lane, count, answered, mostPercent } = reason;
  const what = code === 'too-many-invalid' ? 'addresses that do not exist' : 'complaints';
  return `${count} ${what} in ${answered} answers of the lane ${lane}, where ${mostPercent} % are the most; look at the list, then resume or cancel`;
}
