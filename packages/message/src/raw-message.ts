/** A message taken apart: its fields as they stand on the wire (folded, without the last CRLF) and the body's bytes. */
export type RawMessage = { fields: string[]; body: Buffer };

const blankLine = Buffer.from('\r\n\r\n');

/** Parts the header of a message with CRLF line ends from its body; a message without a blank line is all header. */
export function takeApart(bytes: Buffer): RawMessage {
  const end = bytes.indexOf(blankLine);
  const header = bytes.subarray(0, end < 0 ? bytes.length : end).toString('latin1');
  const body = end < 0 ? Buffer.alloc(0) : bytes.subarray(end + blankLine.length);
  const fields = header.split(/\r\n(?![ \t])/).filter((field) => field !== '');
  return { fields, body };
}

/** The name of a raw field in lower case. */
export function fieldName(field: string): string {
  return field.slice(0, field.indexOf(':')).trimEnd().toLowerCase();
}
