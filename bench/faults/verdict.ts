/** A transaction in the receivers' own record; times are epoch milliseconds with fractions. */
export type Entry = {
  recipients: string[];
  stage: string;
  kept: boolean;
  tDot: number | null;
  tReply: number | null;
  reply: string | null;
};

/** A row of the ledger at the end; `sender` is the process that last took the letter in hand. */
export type Row = { email: string; state: string; reason: string | null; sender: number | null };

/** A sender that died, and how many of its connections were past DATA then. */
export type Death = { sender: number; onTheWire: number };

/** What was seen of a trial. */
export type Seen = {
  people: readonly string[];
  entries: readonly Entry[];
  rows: readonly Row[];
  /** Whom the pages told "done", and when the answer was here. */
  done: readonly { email: string; at: number }[];
  /** From the answer to a pause until the campaign was asked to go on; from the sight of `cancelled` for good. */
  quiet: readonly { from: number; until: number }[];
  unbalanced: number;
  deaths: readonly Death[];
  /** Whose connection the receivers cut past DATA, once for each time. */
  cutPastData: readonly string[];
};

/** What was found. Uncertain letters may be as many as were on the wire; all else but them must be nothing. */
export type Verdict = {
  duplicates: string[];
  lost: string[];
  /** The ledger and the receivers disagree about a letter that is not uncertain. */
  untrue: string[];
  afterDone: string[];
  unbalanced: number;
  /** Uncertain letters beyond those that were on the wire. */
  overdoubted: number;
  uncertainByDeath: number;
  uncertainByCut: number;
  onTheWire: number;
};

/** Judges a trial by the receivers' record: duplicates and losses as they would be felt, whatever the ledger says. */
export function judge(seen: Seen): Verdict {
  const kept = Map.groupBy(
    seen.entries.filter((entry) => entry.kept),
    (entry) => entry.recipients[0] ?? '',
  );
  const rows = new Map(seen.rows.map((row) => [row.email, row]));
  const doubts = doubted(seen);
  return {
    duplicates: [...kept].filter(([, letters]) => letters.length > 1).map(([email]) => email),
    lost: seen.people.filter((email) => !kept.has(email) && !explained.has(rows.get(email)?.state ?? '')),
    untrue: [
      ...seen.rows.filter((row) => isUntrue(row, kept.has(row.email))).map((row) => row.email),
      ...[...kept.keys()].filter((email) => !rows.has(email)),
    ],
    afterDone: afterDone(seen),
    unbalanced: seen.unbalanced,
    ...doubts,
  };
}

/** Whether every promise was kept. */
export function isKept({ duplicates, lost, untrue, afterDone, unbalanced, overdoubted }: Verdict): boolean {
  return [duplicates, lost, untrue, afterDone].every((list) => list.length === 0) && unbalanced + overdoubted === 0;
}

/** States in which a person without a letter is not lost: the row says why there is none, or that there may be none. */
const explained = new Set(['bounced', 'withheld', 'failed', 'uncertain']);

function isUntrue(row: Row, received: boolean): boolean {
  if (row.state === 'uncertain') return false;
  return received !== (row.state === 'accepted');
}

function afterDone({ entries, done, quiet }: Seen): string[] {
  const answeredAt = new Map(done.map(({ email, at }) => [email, at]));
  return entries.flatMap(({ recipients: [email = ''], tDot }) => {
    if (tDot === null) return [];
    const late = tDot > (answeredAt.get(email) ?? Infinity);
    return late || quiet.some(({ from, until }) => tDot > from && tDot < until) ? [email] : [];
  });
}

/** A letter that receivers cut is theirs, also where its sender died before it saw that. A doubt that nothing explains is one too many. */
function doubted({ rows, deaths, cutPastData }: Seen) {
  const cut = new Set(cutPastData);
  const uncertain = rows.filter((row) => row.state === 'uncertain');
  const uncut = uncertain.filter((row) => !cut.has(row.email));
  const explained = deaths.map((death) => Math.min(death.onTheWire, doubtsOf(death.sender, uncut)));
  return {
    uncertainByDeath: uncut.length,
    uncertainByCut: uncertain.length - uncut.length,
    onTheWire: deaths.reduce((sum, death) => sum + death.onTheWire, 0) + cutPastData.length,
    overdoubted: uncut.length - explained.reduce((sum, n) => sum + n, 0),
  };
}

/** How many letters a sender's death left uncertain. */
export function doubtsOf(sender: number, rows: readonly Row[]): number {
  return rows.filter((row) => row.sender === sender && row.reason === 'sender-died-after-the-dot').length;
}
