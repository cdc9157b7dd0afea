import { bytesOf, htmlOf } from '../letters.ts';
import type { Letter } from '../letters.ts';
import type { OneClickResult } from '../one-click.ts';
import { initialOf, toneOf } from './inbox-view.ts';
import { words } from './words.ts';
import type { Language, Words } from './words.ts';

/** The ways to look at a letter. */
export const tabs = ['html', 'text', 'headers', 'source'] as const;

/** One way to look at a letter. */
export type Tab = (typeof tabs)[number];

/** More of a source than this is not put into the page. */
const shownCharacters = 400_000;

/** A letter as the view wants it. */
export function letterView(letter: Letter, asked: Tab | null, language: Language, result: OneClickResult | null) {
  const { summary, entry, opened } = letter;
  const say = words[language];
  const sender = summary.from?.name || summary.from?.address || summary.mailFrom || say.unknownSender;
  const html = opened && htmlOf(opened.email);
  const tab = asked ?? (opened && html === null ? 'text' : 'html');
  const source = opened && tab === 'source' ? opened.source.toString('utf8') : '';
  return {
    id: summary.id,
    subject: summary.subject || (opened ? say.noSubject : (summary.messageId ?? say.noSubject)),
    sender,
    senderAddress: summary.from?.name ? summary.from.address : '',
    initial: initialOf(sender),
    tone: toneOf(summary.from?.address ?? summary.mailFrom),
    recipient: summary.to?.address || summary.recipients.join(', '),
    time: new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium' }).format(summary.receivedAt),
    isoTime: new Date(summary.receivedAt).toISOString(),
    held: opened !== null,
    offered: opened?.offer.kind === 'offered' ? opened.offer.url : null,
    result: result && resultView(result, say),
    tabs: tabs.map((name) => ({ name, label: say.tabs[name], current: name === tab })),
    showHtml: tab === 'html',
    hasHtml: html !== null,
    showText: tab === 'text',
    text: opened && tab === 'text' ? linkify(opened.email.text ?? '') : [],
    showHeaders: tab === 'headers',
    headers: tab === 'headers' ? (opened?.email.headers ?? []) : [],
    showSource: tab === 'source',
    source: source.slice(0, shownCharacters),
    truncated: source.length > shownCharacters,
    attachments: (opened?.email.attachments ?? []).map((attachment) => ({
      name: attachment.filename ?? attachment.mimeType,
      size: sizeText(bytesOf(attachment).length, language),
    })),
    details: detailsOf(letter, say, language),
    reply: entry.reply,
  };
}

function resultView(result: OneClickResult, say: Words) {
  if (result.kind === 'refused') return { good: false, headline: say.refusedHost(result.host), line: '' };
  if (result.kind === 'failed') return { good: false, headline: say.failed(result.message), line: '' };
  const { status, tookMs } = result;
  const line = say.answered(status, tookMs);
  if (status === 202) return { good: true, headline: say.answeredPending, line };
  if (status >= 200 && status < 300) return { good: true, headline: say.answeredOk, line };
  if (status >= 300 && status < 400) return { good: false, headline: say.answeredRedirect, line };
  return { good: false, headline: say.answeredOther, line };
}

function detailsOf({ entry, opened }: Letter, say: Words, language: Language) {
  const signers = opened?.signers ?? [];
  const signature = signers.map(
    (signer) => `${signer.domain}: ${signer.coversUnsubscribe ? say.covers : say.coversNot}`,
  );
  return [
    { name: say.envelopeFrom, value: entry.mailFrom || '<>' },
    { name: say.envelopeTo, value: entry.recipients.join(', ') },
    { name: say.messageId, value: entry.messageId ?? '–' },
    { name: say.received, value: new Date(entry.tDot ?? entry.tMail).toISOString() },
    { name: say.reply, value: entry.reply ?? say.noReply },
    { name: say.size, value: sizeText(entry.sizeBytes, language) },
    { name: say.connection, value: entry.connectionId },
    ...(opened ? [{ name: say.signature, value: signature.join('; ') || say.unsigned }] : []),
  ];
}

function sizeText(bytes: number, language: Language): string {
  const [value, unit] =
    bytes < 1000 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1000, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** Splits a text into plain pieces and links. */
function linkify(text: string): { plain: string; url: string | null }[] {
  return text
    .split(/(https?:\/\/[^\s<>"）」】]+)/)
    .map((piece, index) => (index % 2 === 1 ? { plain: piece, url: piece } : { plain: piece, url: null }));
}
