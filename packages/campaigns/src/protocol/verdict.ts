import { isUnderway } from '@hikyaku/ledger';
import type { Answer, Dot, RoundRecord, Row } from './record.ts';

/** A promise that was broken, and how it showed. */
export type Violation = { promise: Promised; fact: string };

/** The promises, as they are looked at from outside. */
export type Promised =
  | 'stop means stop'
  | 'paused means quiet'
  | 'nobody gets two'
  | 'the books balance'
  | 'nothing is stuck'
  | 'the ledger tells the truth'
  | 'no letter to an address that was given up'
  | 'a letter is made for the attempt it leaves in';

/** Judges a round by what the receiver saw, what people were told, and what the rows say at its end. */
export function verdict(record: RoundRecord): Violation[] {
  return [
    ...dotsAfterAnswers(record),
    ...dotsInQuietTimes(record),
    ...doubles(record),
    ...record.unbalanced.map((fact): Violation => ({ promise: 'the books balance', fact })),
    ...stuck(record),
    ...untruths(record),
    ...dotsToGivenUpAddresses(record),
    ...oldLetters(record),
  ];
}

function dotsAfterAnswers({ dots, answers, marketing }: RoundRecord): Violation[] {
  const byPerson = Map.groupBy(answers, (answer) => answer.person);
  return dots.flatMap((dot): Violation[] => {
    const broken = byPerson.get(dot.person)?.find((answer) => dot.at > answer.at && speaksOf(answer, dot, marketing));
    if (broken === undefined) return [];
    const lateMs = (dot.at - broken.at).toFixed(1);
    return [{ promise: 'stop means stop', fact: `${nameOf(dot)}: dot ${lateMs} ms after "done" for ${broken.scope}` }];
  });
}

function speaksOf(answer: Answer, dot: Dot, marketing: ReadonlySet<string>): boolean {
  if (answer.scope === 'all') return true;
  return marketing.has(dot.campaignId) && (answer.scope === 'marketing' || answer.listId === dot.listId);
}

function dotsInQuietTimes({ dots, quietTimes }: RoundRecord): Violation[] {
  return dots.flatMap((dot): Violation[] => {
    const broken = quietTimes.find((q) => q.campaignId === dot.campaignId && dot.at > q.from && dot.at < q.until);
    if (broken === undefined) return [];
    return [{ promise: 'paused means quiet', fact: `${nameOf(dot)}: dot ${(dot.at - broken.from).toFixed(1)} ms in` }];
  });
}

/** Accepted twice. A person who sends an uncertain letter again has been told that somebody may get two. */
function doubles({ acceptances, sentAgain }: RoundRecord): Violation[] {
  const byLetter = Map.groupBy(acceptances, (acceptance) => acceptance.letter);
  return [...byLetter].flatMap(([letter, times]): Violation[] =>
    times.length < 2 || sentAgain.has(letter)
      ? []
      : [{ promise: 'nobody gets two', fact: `${letter}: accepted in attempts ${times.map((t) => t.attempt).join()}` }],
  );
}

function stuck({ rows }: RoundRecord): Violation[] {
  return rows
    .filter((row) => isUnderway(row.state))
    .map((row) => ({ promise: 'nothing is stuck', fact: `${row.letter}: still ${row.state}, attempt ${row.attempt}` }));
}

function untruths(record: RoundRecord): Violation[] {
  const accepted = new Set(record.acceptances.map((acceptance) => acceptance.letter));
  const facts = [
    ...record.rows.flatMap((row) => untruthOf(row, accepted.has(row.letter), record.sentAgain.has(row.letter))),
    ...forgotten(record),
  ];
  return facts.map((fact) => ({ promise: 'the ledger tells the truth', fact }));
}

function untruthOf(row: Row, accepted: boolean, sentAgain: boolean): string[] {
  if (row.state === 'accepted' && !accepted) return [`${row.letter}: recorded as accepted, which it was not`];
  if (accepted && !sentAgain && !isUnderway(row.state) && row.state !== 'accepted' && row.state !== 'uncertain') {
    return [`${row.letter}: accepted by the receiver, recorded as ${row.state} (${row.reason})`];
  }
  return [];
}

/** What the ledger has confirmed stands: the letter is accepted, and no attempt is begun after it, unless one was under way. */
function forgotten({ told, dots, rows }: RoundRecord): string[] {
  const dotsByLetter = Map.groupBy(dots, (dot) => dot.letter);
  const rowByLetter = new Map(rows.map((row) => [row.letter, row]));
  return told.flatMap(({ letter, attempt, at }) => {
    const again = dotsByLetter.get(letter)?.find((dot) => dot.attempt === attempt + 1);
    if (again !== undefined && again.askedAt > at) return [`${letter}: sent again after its acceptance was recorded`];
    const row = rowByLetter.get(letter);
    const forgot = row !== undefined && row.attempt === attempt && row.state !== 'accepted';
    return forgot ? [`${letter}: its acceptance was told, and it is ${row.state}`] : [];
  });
}

function dotsToGivenUpAddresses({ dots, contactChanges }: RoundRecord): Violation[] {
  const changes = new Map(contactChanges.map((change) => [`${change.contactId}/${change.person}`, change.at]));
  return dots.flatMap((dot): Violation[] => {
    const changedAt = changes.get(`${dot.contactId}/${dot.person}`);
    if (changedAt === undefined || dot.askedAt <= changedAt) return [];
    const lateMs = (dot.askedAt - changedAt).toFixed(1);
    return [
      { promise: 'no letter to an address that was given up', fact: `${nameOf(dot)}: cleared ${lateMs} ms after` },
    ];
  });
}

function oldLetters({ dots }: RoundRecord): Violation[] {
  return dots
    .filter((dot) => dot.attempt !== dot.composedFor + 1)
    .map((dot) => ({
      promise: 'a letter is made for the attempt it leaves in',
      fact: `${nameOf(dot)}: composed when the row had seen ${dot.composedFor}`,
    }));
}

function nameOf(dot: Dot): string {
  return `${dot.letter}, attempt ${dot.attempt}`;
}
