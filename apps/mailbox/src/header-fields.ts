const separator = Buffer.from('\r\n\r\n');

/** The header section of a source as text, unfolded: one field per line, folding white space collapsed to one space. */
export function unfoldedHeader(source: Buffer): string {
  const end = source.indexOf(separator);
  return source.toString('latin1', 0, end === -1 ? source.length : end).replace(/\r\n[ \t]+/g, ' ');
}

/** All values of one field in order; bytes beyond ASCII come out as Latin-1. */
export function fieldValues(header: string, name: string): string[] {
  const values: string[] = [];
  for (const match of header.matchAll(new RegExp(`^${name}[ \\t]*:[ \\t]*(.*?)[ \\t]*\\r?$`, 'gim'))) {
    if (match[1] !== undefined) values.push(match[1]);
  }
  return values;
}
