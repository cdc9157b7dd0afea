import type { Db } from '@hikyaku/database';
import type { Scoped, Waiting } from '@hikyaku/ledger';
import { addressKey, parseAddress } from '@hikyaku/message';
import { leave } from '../leave.ts';
import type { How } from '../suppress.ts';
import type { ExportFormat, OptOutMeaning } from './export-format.ts';

/** A record of a file, or the line it should have been and why it is none. */
export type OptOutLine =
  | { ok: true; line: number; values: string[] }
  | { ok: false; line: number; value: string; reason: string };

/** Whom the file's people refuse: this scope of this workspace, for those who unsubscribed. */
export type OptOutScope = { workspaceId: string; scope: 'list' | 'marketing' | 'all'; listId: string | null };

/** How far an import of opt-outs came. `passedOver` are lines of people who get mail still. */
export type OptOutTally = {
  suppressed: Record<OptOutMeaning, number>;
  stoodAlready: number;
  passedOver: number;
  takenBack: number;
  onTheWire: boolean;
};

/** A line that was not taken, with its value and a sentence. */
export type OptOutReject = { line: number; value: string; reason: string };

/** How it is entered: the door, what its events tell, and a reason that counts in place of what the file says, where one is given. */
export type OptOutSource = Omit<How, 'reason'> & { reason?: How['reason'] };

const pageSize = 1_000;
const longestShown = 200;

/** A tally before anything was read. */
export function emptyTally(): OptOutTally {
  const suppressed = { unsubscribed: 0, complaint: 0, 'invalid-address': 0 };
  return { suppressed, stoodAlready: 0, passedOver: 0, takenBack: 0, onTheWire: false };
}

/**
 * Suppresses the people of some lines, always additive (SUP-5), and answers the lines that it could not take; `tally` grows. In pages of
 * 1,000, each through `leave`: what is done stays done whatever comes after, and the same lines again change nothing.
 *
 * Who unsubscribed refuses the scope asked for; a complaint stops all marketing at least; an address that does not exist is stopped for
 * all of this workspace, and for no other: it is their word, not a receiver's.
 */
export async function importOptOuts(
  db: Db,
  pepper: Buffer,
  {
    format,
    scoped,
    how,
    tally,
    waiting = {},
  }: {
    format: ExportFormat;
    scoped: OptOutScope;
    how: OptOutSource;
    tally: OptOutTally;
    waiting?: Waiting;
  },
  lines: readonly OptOutLine[],
): Promise<OptOutReject[]> {
  const rejects: OptOutReject[] = [];
  const people = new Map<OptOutMeaning, Buffer[]>();
  for (const line of lines) {
    if (!line.ok) {
      rejects.push({ line: line.line, value: line.value, reason: line.reason });
      continue;
    }
    const { email, means } = format.read(line.values);
    const parsed = parseAddress(email);
    if (!parsed.ok) rejects.push({ line: line.line, value: email.slice(0, longestShown), reason: parsed.reason });
    else if (means === null) tally.passedOver += 1;
    else add(people, means, addressKey(pepper, parsed.address));
  }
  for (const [means, keys] of people) {
    for (let at = 0; at < keys.length; at += pageSize) {
      const said = how.reason === undefined ? means : 'unsubscribed';
      const page = keys.slice(at, at + pageSize).map((key) => refusal(scoped, said, key));
      const left = await leave(db, page, { ...how, reason: how.reason ?? means }, waiting);
      tally.suppressed[means] += page.length;
      tally.stoodAlready += page.length - left.suppressed.suppressionIds.length;
      tally.takenBack += left.takenBack;
      if (left.kind === 'on-the-wire') tally.onTheWire = true;
    }
  }
  return rejects;
}

function add(people: Map<OptOutMeaning, Buffer[]>, means: OptOutMeaning, key: Buffer): void {
  const keys = people.get(means) ?? [];
  keys.push(key);
  people.set(means, keys);
}

function refusal({ workspaceId, scope, listId }: OptOutScope, means: OptOutMeaning, key: Buffer): Scoped {
  const person = { workspaceId, addressKey: key };
  if (means === 'unsubscribed') return { ...person, scope, listId };
  if (means === 'invalid-address' || scope === 'all') return { ...person, scope: 'all', listId: null };
  return { ...person, scope: 'marketing', listId: null };
}
