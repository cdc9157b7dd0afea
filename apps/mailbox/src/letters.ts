import PostalMime, { addressParser, decodeWords } from 'postal-mime';
import type { Address, Attachment, Email } from 'postal-mime';
import type { Archive } from './archive.ts';
import { fieldValues, unfoldedHeader } from './header-fields.ts';
import { oneClickOffer } from './one-click.ts';
import type { Offer } from './one-click.ts';
import type { RecordEntry } from './record-entry.ts';

/** One line of the inbox. From, to and subject are null once the source is no longer kept. */
export interface Summary {
  id: number;
  recipients: string[];
  mailFrom: string;
  messageId: string | null;
  /** Epoch milliseconds of the final dot. */
  receivedAt: number;
  reply: string | null;
  sizeBytes: number;
  from: Person | null;
  to: Person | null;
  subject: string | null;
}

/** A name (which may be empty) and an address. */
export interface Person {
  name: string;
  address: string;
}

/** A page of the inbox, newest first; `nextCursor` leads on to older letters. */
export interface SummaryPage {
  items: Summary[];
  nextCursor: number | null;
}

/** A letter read in full; `opened` is null once its source is no longer kept. */
export interface Letter {
  summary: Summary;
  entry: RecordEntry;
  opened: { email: Email; source: Buffer; offer: Offer; signers: Signer[] } | null;
}

/** A DKIM signature's domain, and whether it covers both unsubscribe fields; the signature itself is not verified. */
export interface Signer {
  domain: string;
  coversUnsubscribe: boolean;
}

/** Lists kept letters whose recipient contains the text, ignoring case. */
export function listLetters(
  archive: Archive,
  {
    recipient = '',
    before = Number.POSITIVE_INFINITY,
    limit = 50,
  }: { recipient?: string; before?: number; limit?: number },
): SummaryPage {
  const wanted = recipient.trim().toLowerCase();
  const items: Summary[] = [];
  for (const entry of archive.entries()) {
    if (!entry.kept || entry.id >= before) continue;
    if (wanted && !entry.recipients.some((address) => address.toLowerCase().includes(wanted))) continue;
    if (items.length === limit) return { items, nextCursor: items.at(-1)?.id ?? null };
    items.push(summarise(archive, entry));
  }
  return { items, nextCursor: null };
}

/** Opens one kept letter; null if there is none of that id. */
export async function openLetter(archive: Archive, id: number): Promise<Letter | null> {
  const entry = archive.entry(id);
  if (!entry?.kept) return null;
  const source = archive.source(id);
  const summary = summarise(archive, entry);
  if (!source) return { entry, summary, opened: null };
  const header = unfoldedHeader(source);
  return {
    entry,
    summary,
    opened: { email: await parse(source), source, offer: oneClickOffer(header), signers: signersOf(header) },
  };
}

/** The letter's HTML with its inline images put in place of their cid: links; null if it has none. */
export function htmlOf(email: Email): string | null {
  if (email.html === undefined || email.html === '') return null;
  return email.html.replaceAll(/\bcid:([^"'\s)>]+)/gi, (link: string, contentId: string) => {
    const image = email.attachments.find((attachment) => attachment.contentId === `<${contentId}>`);
    return image ? `data:${image.mimeType};base64,${bytesOf(image).toString('base64')}` : link;
  });
}

/** An attachment's bytes. */
export function bytesOf({ content, encoding }: Attachment): Buffer {
  if (typeof content === 'string') return Buffer.from(content, encoding ?? 'utf8');
  return content instanceof ArrayBuffer ? Buffer.from(content) : Buffer.from(content);
}

/** A letter that no parser can read is still shown, as text. */
async function parse(source: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(source, { forceRfc822Attachments: true });
  } catch {
    return { headers: [], headerLines: [], attachments: [], text: source.toString('utf8') };
  }
}

function summarise(archive: Archive, entry: RecordEntry): Summary {
  const source = archive.source(entry.id);
  const header = source && unfoldedHeader(source);
  const { id, recipients, mailFrom, messageId, reply, sizeBytes, tMail, tDot } = entry;
  return {
    id,
    recipients,
    mailFrom,
    messageId,
    receivedAt: tDot ?? tMail,
    reply,
    sizeBytes,
    from: header === null ? null : person(header, 'From'),
    to: header === null ? null : person(header, 'To'),
    subject: header === null ? null : decoded(fieldValues(header, 'Subject')[0] ?? ''),
  };
}

function person(header: string, field: string): Person | null {
  const value = fieldValues(header, field)[0];
  const parsed: Address | undefined = value === undefined ? undefined : addressParser(utf8(value))[0];
  if (!parsed) return null;
  return { name: decodeWords(parsed.name), address: parsed.address ?? '' };
}

const decoded = (value: string): string => decodeWords(utf8(value));

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');

function signersOf(header: string): Signer[] {
  return fieldValues(header, 'DKIM-Signature').map((signature) => {
    const tag = (name: string): string =>
      (new RegExp(`(?:^|;)\\s*${name}\\s*=([^;]*)`).exec(signature)?.[1] ?? '').replaceAll(/\s/g, '');
    const covered = tag('h').toLowerCase().split(':');
    return {
      domain: tag('d'),
      coversUnsubscribe: covered.includes('list-unsubscribe') && covered.includes('list-unsubscribe-post'),
    };
  });
}
