/** Why an address must not be written to, weakest first: a stronger reason is never replaced by a weaker one. */
export const suppressionReasons = [
  'imported',
  'manual',
  'unsubscribed',
  'unreachable',
  'invalid-address',
  'complaint',
  'erased',
] as const;

/** One of the reasons. */
export type SuppressionReason = (typeof suppressionReasons)[number];
