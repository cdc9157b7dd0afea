/** An attribute as it is written: its value between the quotes, and where that stands in the tag's text. */
export type Attribute = { name: string; value: string; from: number; to: number };

/** One part of a source: a tag, a comment (or another `<!…>`), a Handlebars tag, or the words between them. */
export type Mark = { text: string; at: number } & (
  | { kind: 'open'; name: string; attributes: readonly Attribute[]; closed: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'comment' | 'field' | 'words' }
);

/** Cuts MJML or HTML into its parts. Their texts, one after another, are the source again: nothing is mended or left out. */
export function marks(source: string): Mark[] {
  const found: Mark[] = [];
  for (let at = 0; at < source.length; ) {
    const mark = markAt(source, at);
    found.push(mark);
    at += mark.text.length;
  }
  return found;
}

const fieldPattern = /\{\{(?:~?!--[\s\S]*?--~?|~?![^}]*|(?:"[^"]*"|'[^']*'|\[[^\]]*\]|[^"'[\]{}])*)\}\}/y;
const commentPattern = /<!--[\s\S]*?-->|<[!?][^>]*>/y;
const closePattern = /<\/([a-z][^\s>/]*)[^>]*>/iy;
const openPattern = /<([a-z][^\s>/]*)/iy;

function markAt(source: string, at: number): Mark {
  if (source.startsWith('{{', at)) {
    const text = matchAt(fieldPattern, source, at)?.[0];
    if (text !== undefined) return { kind: 'field', text, at };
  }
  if (source[at] === '<') {
    const comment = matchAt(commentPattern, source, at)?.[0];
    if (comment !== undefined) return { kind: 'comment', text: comment, at };
    const close = matchAt(closePattern, source, at);
    if (close !== null) return { kind: 'close', name: nameOf(close), text: close[0], at };
    const open = matchAt(openPattern, source, at);
    const opened = open === null ? undefined : openTag(source, at, open[0].length, nameOf(open));
    if (opened !== undefined) return opened;
  }
  return { kind: 'words', text: source.slice(at, nextSign(source, at + 1)), at };
}

/** A tag up to its own `>`, past those in quotes and in Handlebars; undefined where it never ends. */
function openTag(source: string, at: number, headLength: number, name: string): Mark | undefined {
  const attributes: Attribute[] = [];
  let place = at + headLength;
  while (place < source.length) {
    if (source[place] === '>') {
      const text = source.slice(at, place + 1);
      return { kind: 'open', name, attributes, closed: text.endsWith('/>'), text, at };
    }
    const attribute = attributeAt(source, place);
    if (attribute === undefined) {
      place += matchAt(fieldPattern, source, place)?.[0].length ?? 1;
      continue;
    }
    if (attribute.end > source.length) return undefined;
    attributes.push({ ...attribute.said, from: attribute.said.from - at, to: attribute.said.to - at });
    place = attribute.end;
  }
  return undefined;
}

const namePattern = /[^\s"'<>/={}]+(?=(\s*=\s*)?)/y;

function attributeAt(source: string, at: number): { said: Attribute; end: number } | undefined {
  const named = matchAt(namePattern, source, at);
  if (named === null) return undefined;
  const name = named[0].toLowerCase();
  const after = at + named[0].length;
  const sign = named[1];
  if (sign === undefined) return { said: { name, value: '', from: after, to: after }, end: after };
  const begin = after + sign.length;
  const quote = source[begin];
  const isQuoted = quote === '"' || quote === "'";
  const from = isQuoted ? begin + 1 : begin;
  let to = from;
  while (to < source.length && !(isQuoted ? source[to] === quote : /[\s>]/.test(source[to] ?? ''))) {
    to += matchAt(fieldPattern, source, to)?.[0].length ?? 1;
  }
  return { said: { name, value: source.slice(from, to), from, to }, end: isQuoted ? to + 1 : to };
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function nameOf([, name = '']: RegExpExecArray): string {
  return name.toLowerCase();
}

function nextSign(source: string, from: number): number {
  const at = source.slice(from).search(/<|\{\{/);
  return at === -1 ? source.length : from + at;
}
