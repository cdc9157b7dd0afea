import { marks } from './marks.ts';
import type { Attributes, LetterTree, Piece, Written } from './letter-tree.ts';

/** The source of a letter. What was not changed since it was read is written with the bytes it had. */
export function writeLetter({ head, body, foot }: LetterTree): string {
  return head + writePiece(body) + foot;
}

/** A piece with the white space before it. */
export function writePiece(piece: Piece): string {
  const { before, open, close, tail } = piece.written;
  switch (piece.kind) {
    case 'kept':
      return before + piece.source;
    case 'thing':
      return before + writeTag(piece, close !== '') + tail + close;
    case 'words':
      return piece.html === '' && open.endsWith('/>')
        ? before + writeTag(piece, false)
        : `${before}${writeTag(piece, true)}${piece.html}${closing(piece)}`;
    case 'box':
      return piece.pieces.length === 0 && open.endsWith('/>')
        ? before + writeTag(piece, false)
        : `${before}${writeTag(piece, true)}${piece.pieces.map(writePiece).join('')}${tail}${closing(piece)}`;
  }
}

function closing({ tag, written }: { tag: string; written: Written }): string {
  return written.close === '' ? `</${tag}>` : written.close;
}

/** The opening tag: values that changed are written into the old one, so that the rest of it stays as somebody has laid it out. */
function writeTag({ tag, attributes, written }: Piece & { attributes: Attributes }, hasEnd: boolean): string {
  const [old] = marks(written.open);
  if (old?.kind !== 'open') {
    const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${inQuotes(value)}"`);
    return `<${tag}${said.join('')}${hasEnd ? '>' : ' />'}`;
  }
  const was = Object.fromEntries(old.attributes.map(({ name, value }) => [name, value]));
  let text = old.text;
  for (const { name, from, to } of old.attributes.toReversed()) {
    const now = attributes[name];
    if (now === was[name]) continue;
    const quote = text[from - 1] === "'" ? "'" : '"';
    const isBare = text[from - 1] !== quote;
    if (now === undefined) {
      text = text.slice(0, from).replace(/\s*[^\s=]+(\s*=\s*["']?)?$/, '') + text.slice(isBare ? to : to + 1);
    } else if (isBare) {
      const named = text.slice(0, from).trimEnd();
      text = `${named.endsWith('=') ? named : `${named}=`}"${inQuotes(now)}"${text.slice(to)}`;
    } else {
      text = text.slice(0, from) + inQuotes(now, quote) + text.slice(to);
    }
  }
  const added = Object.entries(attributes).filter(([name]) => !(name in was));
  const end = /\s*\/?>$/.exec(text)?.index ?? text.length;
  const all = text.slice(0, end) + added.map(([name, value]) => ` ${name}="${inQuotes(value)}"`).join('');
  if (!hasEnd || !old.closed) return all + text.slice(end);
  return `${all}>`;
}

/** A value that does not end its own quotes; Handlebars in it is left as it is. */
function inQuotes(value: string, quote = '"'): string {
  const entity = quote === '"' ? '&quot;' : '&#39;';
  return marks(value)
    .map((mark) => (mark.kind === 'field' ? mark.text : mark.text.replaceAll(quote, entity)))
    .join('');
}
