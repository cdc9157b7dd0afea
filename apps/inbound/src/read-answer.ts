import { convert, type HtmlToTextOptions } from 'html-to-text';
import PostalMime from 'postal-mime';

/** What a mail says as plain text, and whom it is to by To and Cc (addresses in lower case). `source` may lack its end. */
export type ReadAnswer = { text: string; to: string[] };

/** Reads an answer, in whatever charset and encoding; of HTML alone its text. A letter that is attached is not what its sender says. */
export async function readAnswer(source: Buffer): Promise<ReadAnswer> {
  const { text, html = '', to = [], cc = [] } = await PostalMime.parse(source, { forceRfc822Attachments: true });
  const mailboxes = [...to, ...cc].flatMap((one) => ('group' in one && one.group !== undefined ? one.group : [one]));
  return { text: text ?? convert(html, asAnswer), to: mailboxes.map(({ address }) => address.toLowerCase()) };
}

/** Of an HTML answer what its sender wrote: without what it quotes, and lines as they are. */
const asAnswer: HtmlToTextOptions = {
  wordwrap: false,
  selectors: [
    { selector: 'blockquote', format: 'skip' },
    { selector: 'img', format: 'skip' },
  ],
};
