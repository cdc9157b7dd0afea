/** What happened to one transaction. Times are epoch milliseconds with fractions, null where the moment never came. */
export interface RecordEntry {
  /** Counts up by one, and is also the letter's id; stays the first member of the JSON line. */
  id: number;
  connectionId: string;
  /** Envelope recipients, domains in ASCII form. */
  recipients: string[];
  /** Envelope sender, empty for the null sender. */
  mailFrom: string;
  messageId: string | null;
  listUnsubscribe: string | null;
  /** The stage that decided: 'data' with a null reply is a connection lost before the final dot. */
  stage: 'mail' | 'rcpt' | 'data' | 'dot';
  /** Whether the letter lies in the mailbox now, answered or not. */
  kept: boolean;
  sizeBytes: number;
  tMail: number;
  tFirstByte: number | null;
  /** When the final dot had been read. */
  tDot: number | null;
  /** When the reply was handed to the socket. */
  tReply: number | null;
  /** As on the wire (lines joined by \n), null if the connection ended without one. */
  reply: string | null;
}

/** One entry as its JSON line, newline included. */
export const entryLine = ({ id, ...rest }: RecordEntry): string => `${JSON.stringify({ id, ...rest })}\n`;

/** Reads a JSON line back; null if it is not whole, as the last line of a killed process may be. */
export function readEntryLine(line: string): RecordEntry | null {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

const isEntry = (value: unknown): value is RecordEntry =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'number' &&
  'recipients' in value &&
  Array.isArray(value.recipients) &&
  'kept' in value &&
  'reply' in value;
