import { domainToASCII } from 'node:url';
import type { SMTPServerAddress, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { Archive } from './archive.ts';
import { hangUp, keepWaiting, reachable } from './caller.ts';
import type { Caller } from './caller.ts';
import { now } from './clock.ts';
import type { Conduct } from './conduct.ts';
import { fieldValues, unfoldedHeader } from './header-fields.ts';
import { readLetter } from './incoming-letter.ts';
import type { IncomingLetter } from './incoming-letter.ts';
import type { RecordEntry } from './record-entry.ts';
import { formatReply, refuses } from './reply.ts';
import type { Reply } from './reply.ts';
import { pass } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** What comes of a command: go on, say this, or nothing at all because the connection is gone. */
export type Outcome = { kind: 'pass' } | { kind: 'say'; reply: Reply } | { kind: 'gone' };

/** The receiver's part in each command of a session. */
export interface Dialogue {
  greet(caller: Caller): Promise<Outcome>;
  mail(caller: Caller, sender: SMTPServerAddress): Promise<Outcome>;
  rcpt(caller: Caller, recipient: SMTPServerAddress): Promise<Outcome>;
  /** At the DATA command, before 354. */
  data(caller: Caller): Promise<Outcome>;
  /** From 354 to the answer; must be called before the letter's first byte is read. */
  letter(caller: Caller, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Outcome>;
}

/** What a dialogue needs. */
export interface DialogueDeps {
  conduct: Conduct;
  archive: Archive;
  letterLimitBytes: number;
}

const go: Outcome = { kind: 'pass' };
const gone: Outcome = { kind: 'gone' };

/** Asks the script at every stage, obeys it, and writes down how each transaction ended. */
export function createDialogue({ conduct, archive, letterLimitBytes }: DialogueDeps): Dialogue {
  const { stats } = archive;

  async function obey(caller: Caller, verdict: Verdict): Promise<Outcome> {
    await delay(caller, verdict);
    if (!reachable(caller)) return gone;
    if (verdict.end.kind === 'reply') return { kind: 'say', reply: verdict.end.reply };
    if (verdict.end.kind === 'pass') return go;
    hangUp(caller);
    return gone;
  }

  async function delay(caller: Caller, verdict: Verdict): Promise<void> {
    if (verdict.closeAfter !== null) caller.lettersMax = verdict.closeAfter;
    const waitMs = conduct.waitMs(verdict);
    if (waitMs > 0 && reachable(caller)) await keepWaiting(caller, waitMs);
  }

  /** Writes down a transaction that ended before its letter came. */
  function note(caller: Caller, stage: 'mail' | 'rcpt' | 'data', outcome: Outcome, recipients: string[]): Outcome {
    if (outcome.kind === 'pass') return outcome;
    const reply = outcome.kind === 'say' ? formatReply(outcome.reply) : null;
    archive.add(
      {
        ...envelopeOf(caller),
        recipients,
        messageId: null,
        listUnsubscribe: null,
        stage,
        kept: false,
        sizeBytes: 0,
        tFirstByte: null,
        tDot: null,
        tReply: reply === null ? null : now(),
        reply,
      },
      null,
    );
    return outcome;
  }

  return {
    greet: (caller) => obey(caller, conduct.verdict('connect', [conduct.meetConnection()])),

    async mail(caller, sender) {
      caller.tMail = now();
      caller.mailFrom = wireAddress(sender);
      caller.parties = [];
      if (caller.lettersMax !== null && caller.letters >= caller.lettersMax) {
        return note(caller, 'mail', { kind: 'say', reply: connectionFull(caller.lettersMax) }, []);
      }
      const verdict = conduct.verdict('mail', [conduct.meetSender(caller.mailFrom)]);
      return note(caller, 'mail', await obey(caller, verdict), []);
    },

    async rcpt(caller, recipient) {
      const party = conduct.meetRecipient(wireAddress(recipient));
      const outcome = note(caller, 'rcpt', await obey(caller, conduct.verdict('rcpt', [party])), [party.address]);
      if (outcome.kind === 'pass') caller.parties.push(party);
      return outcome;
    },

    async data(caller) {
      const verdict = conduct.verdict('data', caller.parties);
      caller.atDot = conduct.verdict('dot', caller.parties);
      if (verdict.end.kind !== 'drop') return note(caller, 'data', await obey(caller, verdict), recipientsOf(caller));
      // A drop "at data" means while the letter is coming, so 354 is given and the cut is left to `letter`.
      caller.atDot = { ...caller.atDot, end: verdict.end };
      return obey(caller, { ...verdict, end: { kind: 'pass' } });
    },

    async letter(caller, stream, session) {
      const verdict = caller.atDot ?? pass;
      caller.atDot = null;
      caller.pastData = true;
      stats.connectionsPastData += 1;
      stats.peak = Math.max(stats.peak, stats.connectionsPastData);
      archive.changed();
      const toCut = verdict.end.kind === 'drop' && verdict.end.when === 'before-dot';
      const cutting: Promise<void>[] = [];
      const letter = await readLetter(stream, letterLimitBytes, () => {
        if (toCut) cutting.push(delay(caller, verdict).then(() => hangUp(caller)));
      });
      await Promise.all(cutting);
      const whole = letter.tDot !== null && !toCut;
      if (whole) await delay(caller, verdict);

      const reply = whole ? answerTo(letter, verdict, session) : null;
      const forgotten = verdict.end.kind === 'drop' && verdict.end.when === 'after-dot-unkept';
      const kept = whole && !caller.abandoned && !forgotten && (reply === null || !refuses(reply));
      const said = reply && reachable(caller) ? reply : null;
      const entry = {
        ...envelopeOf(caller),
        recipients: recipientsOf(caller),
        ...identify(letter),
        stage: whole ? ('dot' as const) : ('data' as const),
        kept,
        sizeBytes: letter.sizeBytes,
        tFirstByte: letter.tFirstByte,
        tDot: whole ? letter.tDot : null,
      };
      caller.pastData = false;
      stats.connectionsPastData -= 1;
      archive.add({ ...entry, tReply: said && now(), reply: said && formatReply(said) }, letter.source);
      if (said) {
        caller.letters += 1;
        return { kind: 'say', reply: said };
      }
      hangUp(caller);
      return gone;
    },
  };

  function answerTo(letter: IncomingLetter, verdict: Verdict, session: SMTPServerSession): Reply | null {
    if (letter.sizeBytes > letterLimitBytes) {
      return { code: 552, lines: [`5.3.4 The letter is larger than ${letterLimitBytes} bytes`] };
    }
    if (verdict.end.kind === 'reply') return verdict.end.reply;
    if (verdict.end.kind === 'drop') return null;
    return { code: 250, lines: [`2.0.0 OK, kept as ${session.id}.${session.transaction}`] };
  }
}

const connectionFull = (letters: number): Reply => ({
  code: 421,
  lines: [`4.7.0 This connection has carried ${letters} letters, please open another one`],
});

const recipientsOf = (caller: Caller): string[] => caller.parties.map((party) => party.address);

const envelopeOf = (caller: Caller): Pick<RecordEntry, 'connectionId' | 'mailFrom' | 'tMail'> => ({
  connectionId: caller.connection.id,
  mailFrom: caller.mailFrom,
  tMail: caller.tMail,
});

function identify(letter: IncomingLetter): Pick<RecordEntry, 'messageId' | 'listUnsubscribe'> {
  const header = unfoldedHeader(letter.source);
  return {
    messageId: fieldValues(header, 'Message-ID')[0] ?? null,
    listUnsubscribe: fieldValues(header, 'List-Unsubscribe')[0] ?? null,
  };
}

/** The address as it travels: smtp-server decodes punycode, which this undoes. */
function wireAddress({ address }: SMTPServerAddress): string {
  const at = address.lastIndexOf('@');
  // oxlint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(address.slice(at + 1))) return address;
  const domain = domainToASCII(address.slice(at + 1));
  return domain ? `${address.slice(0, at + 1)}${domain}` : address;
}
