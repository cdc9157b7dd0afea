import type { Archive } from '../archive.ts';
import { listLetters } from '../letters.ts';
import type { Summary } from '../letters.ts';
import { hash32 } from '../share.ts';
import { words } from './words.ts';
import type { Language } from './words.ts';

/** What the list at the side shows. */
export interface InboxQuery {
  recipient: string;
  before: number;
  /** The open letter, 0 for none. */
  current: number;
}

/** The list of letters as the views want it. */
export function inboxView(archive: Archive, query: InboxQuery, language: Language, now: Date) {
  const { recipient, before, current } = query;
  const page = listLetters(archive, { recipient, before, limit: 50 });
  const { accepted, refused, dropped, lastId } = archive.stats;
  const number = new Intl.NumberFormat(language);
  const search = recipient ? `recipient=${encodeURIComponent(recipient)}` : '';
  return {
    recipient,
    suffix: search && `?${search}`,
    lastId,
    paged: before !== Number.MAX_SAFE_INTEGER,
    stats: { accepted: number.format(accepted), refused: number.format(refused), dropped: number.format(dropped) },
    rows: page.items.map((summary) => row(summary, current, language, now)),
    older: page.nextCursor === null ? null : `/?${search && `${search}&`}before=${page.nextCursor}`,
    newest: `/${search && `?${search}`}`,
  };
}

function row(summary: Summary, current: number, language: Language, now: Date) {
  const { id, from, to, subject, recipients, mailFrom, receivedAt } = summary;
  const sender = from?.name || from?.address || mailFrom || words[language].unknownSender;
  return {
    id,
    current: id === current,
    sender,
    initial: initialOf(sender),
    tone: toneOf(from?.address ?? mailFrom),
    recipient: to?.address || recipients.join(', '),
    subject: subject || (from ? words[language].noSubject : (summary.messageId ?? '')),
    time: shortTime(receivedAt, language, now),
    isoTime: new Date(receivedAt).toISOString(),
  };
}

/** The letter in a sender's round badge. */
export const initialOf = (name: string): string => /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '·';

/** One of six colours, always the same for an address. */
export const toneOf = (address: string): number => hash32(address) % 6;

function shortTime(at: number, language: Language, now: Date): string {
  const date = new Date(at);
  const today = date.toDateString() === now.toDateString();
  const style = today ? { timeStyle: 'short' as const } : { month: 'short' as const, day: 'numeric' as const };
  return new Intl.DateTimeFormat(language, style).format(date);
}
