import type { DeliveryState } from '@hikyaku/ledger';

/** One letter by name: campaign, address key in hex, letter number. */
export type LetterName = string;

/** A final dot that the receiver read. Times are of the monotonic clock, in milliseconds. */
export type Dot = {
  letter: LetterName;
  campaignId: string;
  person: string;
  listId: string | null;
  contactId: string | null;
  attempt: number;
  /** The row's attempt number when the letter was composed: one less than the attempt, or it is an old letter. */
  composedFor: number;
  askedAt: number;
  at: number;
};

/** Somebody was told "done". */
export type Answer = {
  person: string;
  scope: 'list' | 'marketing' | 'all';
  listId: string | null;
  at: number;
  waitedMs: number;
};

/** A campaign was quiet from one moment to the other. */
export type QuietTime = { campaignId: string; from: number; until: number };

/** A contact gave up its address (a person is known by the key of one): it has another now, or was deleted. */
export type ContactChange = { contactId: string; person: string; at: number };

/** The ledger has confirmed an acceptance that a sender told it. */
export type Told = { letter: LetterName; attempt: number; at: number };

/** The ledger's last word on a letter. */
export type Row = { letter: LetterName; state: DeliveryState; reason: string | null; attempt: number };

/** Everything that was seen from outside in one round. */
export type RoundRecord = {
  dots: Dot[];
  acceptances: { letter: LetterName; attempt: number; at: number }[];
  answers: Answer[];
  late: number;
  quietTimes: QuietTime[];
  contactChanges: ContactChange[];
  told: Told[];
  /** Letters that a person sent again although somebody may get two. */
  sentAgain: Set<LetterName>;
  unbalanced: string[];
  rows: Row[];
  marketing: Set<string>;
};

/** A round in which nothing has happened yet. */
export function emptyRecord(): RoundRecord {
  return {
    dots: [],
    acceptances: [],
    answers: [],
    late: 0,
    quietTimes: [],
    contactChanges: [],
    told: [],
    sentAgain: new Set(),
    unbalanced: [],
    rows: [],
    marketing: new Set(),
  };
}
