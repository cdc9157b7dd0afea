/** A value of one person in a template, with what stands there for people who have none. */
export function mergeField(path: string, fallBack: string): string {
  const written = path.split('.').map(segment).join('.');
  const words = fallBack.trim();
  return words === '' ? `{{${written}}}` : `{{default ${written} ${quoted(words)}}}`;
}

/** A part of a path as templates can say it: [in brackets] unless it is one plain word. */
function segment(part: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(part) ? part : `[${part.replaceAll(/[[\]]/g, '')}]`;
}

/** In single quotes, for double ones end the attribute that the field may stand in. */
function quoted(words: string): string {
  return `'${words.replaceAll('\\', '').replaceAll("'", "\\'").replaceAll('"', '”').replaceAll(/[{}]/g, '')}'`;
}
