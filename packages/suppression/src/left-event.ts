import type { NewEvent } from '@hikyaku/events';
import type { Quiet, Scoped, Wished } from '@hikyaku/ledger';

/**
 * How a leaving ended that changed anything: by which door, how long the promise took, and whether a letter was still on the wire. One
 * event for one person; one for a whole page of many, who are named by their own events of step a.
 */
export function leftEvent(
  people: readonly (Scoped | Wished)[],
  source: string,
  { quiet, takenBack, tookMs }: Omit<Quiet, 'waitedMs'> & { tookMs: number },
): NewEvent {
  const [first] = people;
  const alone = first !== undefined && people.every((one) => one.addressKey.equals(first.addressKey));
  return {
    kind: 'left',
    workspaceId: first?.workspaceId ?? null,
    ...(alone ? { addressKey: first.addressKey } : {}),
    details: { source, onTheWire: !quiet, takenBack, tookMs: Math.round(tookMs), people: people.length },
  };
}
