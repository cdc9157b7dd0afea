/** What a receiver answered: `code` is 0 when the text is no SMTP reply, `text` is one line without codes, at most 1,000 characters. */
export type SmtpReply = { code: number; enhanced?: string; text: string };

const longestText = 1_000;

/**
 * Reads a reply of one or several lines (RFC 5321 §4.2), with enhanced status code (RFC 2034) if there is one. The codes
 * are those of the last line that has them. Control characters become spaces, since receivers send anything.
 */
export function parseSmtpReply(reply: string): SmtpReply {
  return plain.test(reply) ? fromLine(readLine(reply)) : fromLines(reply);
}

/** One line of printable ASCII without runs of spaces, as nearly all are. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

function fromLine({ code, enhanced, text }: Line): SmtpReply {
  return summary(code, enhanced, text.trim().slice(0, longestText));
}

function fromLines(reply: string): SmtpReply {
  const lines = reply.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const read = lines.map(readLine);
  const code = read.findLast((line) => line.code > 0)?.code ?? 0;
  const enhanced = read.map((line) => line.enhanced).findLast((status) => status !== undefined);
  const text = clean(read.map((line) => line.text).join(' '));
  return summary(code, enhanced, text);
}

function summary(code: number, enhanced: string | undefined, text: string): SmtpReply {
  const agrees = enhanced !== undefined && enhanced.charAt(0) === String(code).charAt(0);
  return agrees ? { code, enhanced, text } : { code, text };
}

type Line = { code: number; enhanced: string | undefined; text: string };

function readLine(line: string): Line {
  const match = /^([2-5]\d\d)(?:[ -]|$)(?:([245]\.\d{1,3}\.\d{1,3})(?=[ -]|$)[ -]?)?(.*)$/s.exec(line);
  return { code: Number(match?.[1] ?? 0), enhanced: match?.[2], text: match?.[3] ?? line };
}

function clean(text: string): string {
  const printable = Array.from(text.toWellFormed(), (character) => (isControl(character) ? ' ' : character));
  return printable.join('').replace(/ +/g, ' ').trim().slice(0, longestText).toWellFormed();
}

function isControl(character: string): boolean {
  return character < ' ' || (character >= '\u007f' && character <= '\u009f');
}
