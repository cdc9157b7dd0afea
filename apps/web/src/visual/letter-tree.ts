import { type Mark, marks } from './marks.ts';

/** How a piece was written: what its bytes are as long as nobody changes it. `before` is the white space in front of it. */
export type Written = { before: string; open: string; close: string; tail: string };

/**
 * One piece of a letter's body. A box holds pieces; `words` holds HTML; a `thing` is a tag alone; `kept` is whatever the visual editor
 * shows and moves as it is: comments, Handlebars blocks, raw HTML, tables, tags it does not know. Attributes are as written, entities
 * and all.
 */
export type Piece =
  | { kind: 'box'; tag: string; attributes: Attributes; pieces: readonly Piece[]; written: Written }
  | { kind: 'words'; tag: string; attributes: Attributes; html: string; written: Written }
  | { kind: 'thing'; tag: string; attributes: Attributes; written: Written }
  | { kind: 'kept'; tag: string; source: string; pair?: string; written: Written };

/** The attributes of a tag by name. */
export type Attributes = Readonly<Record<string, string>>;

/** A letter: everything up to its body, the body, and everything behind it. */
export type LetterTree = { head: string; body: Piece & { kind: 'box' }; foot: string };

/** Why a source cannot be shown as boxes; `line` is where. */
export type Unfit = { why: 'no-body' | 'tags' | 'loose-words' | 'blocks' | 'tag-blocks'; line: number };

/** A source read for the visual editor. */
export type ReadLetter = { ok: true; letter: LetterTree } | { ok: false; unfit: Unfit };

/** The tags that hold other tags. */
export const boxTags: readonly string[] = ['mj-body', 'mj-wrapper', 'mj-section', 'mj-group', 'mj-column', 'mj-hero'];
const wordTags = ['mj-text', 'mj-button'];
const thingTags = ['mj-image', 'mj-divider', 'mj-spacer'];

/** Reads MJML into the pieces of its body, or says what stands in the way. `writeLetter` makes of it the same bytes again. */
export function readLetter(source: string): ReadLetter {
  const parts = marks(source);
  const first = parts.findIndex((part) => part.kind === 'open' && part.name === 'mj-body');
  const opening = parts[first];
  try {
    if (opening === undefined) throw new Obstacle('no-body', 0);
    const reader = { parts, at: first };
    const body = pieceAt(reader, '');
    if (body.kind !== 'box' || body.written.close === '') throw new Obstacle('no-body', opening.at);
    const rest = parts.slice(reader.at);
    const again = rest.find((part) => part.kind === 'open' && part.name.startsWith('mj-'));
    if (again !== undefined) throw new Obstacle('tags', again.at);
    const head = source.slice(0, opening.at);
    return { ok: true, letter: { head, body, foot: rest.map(({ text }) => text).join('') } };
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    return { ok: false, unfit: { why: error.why, line: source.slice(0, error.offset).split('\n').length } };
  }
}

type Reader = { parts: readonly Mark[]; at: number };

/** Ends the reading at once, from however deep. */
class Obstacle extends Error {
  readonly why: Unfit['why'];
  readonly offset: number;
  constructor(why: Unfit['why'], offset: number) {
    super(why);
    this.why = why;
    this.offset = offset;
  }
}

function pieceAt(reader: Reader, before: string): Piece {
  const mark = reader.parts[reader.at];
  if (mark?.kind !== 'open') throw new Error('A piece begins with a tag.');
  reader.at += 1;
  const { name: tag, text: open } = mark;
  if (hasBlockBetween(mark)) throw new Obstacle('tag-blocks', mark.at);
  const attributes = Object.fromEntries(mark.attributes.map(({ name, value }) => [name, value]));
  const alone = { before, open, close: '', tail: '' };
  if (boxTags.includes(tag)) {
    if (mark.closed) return { kind: 'box', tag, attributes, pieces: [], written: alone };
    const { pieces, tail, close } = insideOf(reader, tag, mark.at);
    return { kind: 'box', tag, attributes, pieces, written: { ...alone, tail, close } };
  }
  const { inside, close } = mark.closed ? { inside: '', close: '' } : untilClose(reader, tag, mark.at);
  if (wordTags.includes(tag)) return { kind: 'words', tag, attributes, html: inside, written: { ...alone, close } };
  if (thingTags.includes(tag) && inside.trim() === '') {
    return { kind: 'thing', tag, attributes, written: { ...alone, tail: inside, close } };
  }
  return { kind: 'kept', tag, source: open + inside + close, written: { ...alone, open: '' } };
}

/** Whether Handlebars stands in a tag outside of its values: which attributes it has is then only known per person. */
function hasBlockBetween({ text, attributes }: Mark & { kind: 'open' }): boolean {
  let between = '';
  let end = 0;
  for (const { from, to } of attributes) {
    between += text.slice(end, from);
    end = to;
  }
  return (between + text.slice(end)).includes('{{');
}

function insideOf(reader: Reader, tag: string, begun: number): { pieces: Piece[]; tail: string; close: string } {
  const pieces: Piece[] = [];
  const blocks: { name: string; pair: string; at: number }[] = [];
  let space = '';
  const keep = (source: string, kind: string, pair?: string) => {
    const written = { before: space, open: '', close: '', tail: '' };
    pieces.push({ kind: 'kept', tag: kind, source, ...(pair !== undefined && { pair }), written });
    space = '';
  };
  for (let mark = reader.parts[reader.at]; mark !== undefined; mark = reader.parts[reader.at]) {
    if (mark.kind === 'open') {
      pieces.push(pieceAt(reader, space));
      space = '';
      continue;
    }
    reader.at += 1;
    if (mark.kind === 'words') {
      if (mark.text.trim() !== '') throw new Obstacle('loose-words', mark.at + mark.text.search(/\S/));
      space += mark.text;
    } else if (mark.kind === 'comment') {
      keep(mark.text, 'comment');
    } else if (mark.kind === 'field') {
      keep(mark.text, 'field', pairOf(mark, blocks));
    } else if (mark.kind === 'close') {
      const open = blocks.at(-1);
      if (open !== undefined) throw new Obstacle('blocks', open.at);
      if (mark.name !== tag) throw new Obstacle('tags', mark.at);
      return { pieces, tail: space, close: mark.text };
    }
  }
  throw new Obstacle('tags', begun);
}

const fieldSign = /^\{\{~?\s*(#|\/|\^|else\b)?\s*([^\s~}()]*)/;

/** The pair that a block tag belongs to: `{{#if}}`, its `{{else}}` and its `{{/if}}` go together. */
function pairOf(mark: Mark, blocks: { name: string; pair: string; at: number }[]): string | undefined {
  const [, sign, name = ''] = fieldSign.exec(mark.text) ?? [];
  const open = blocks.at(-1);
  if (sign === '#' || (sign === '^' && name !== '')) {
    const pair = `${mark.at}`;
    blocks.push({ name, pair, at: mark.at });
    return pair;
  }
  if (sign === undefined) return undefined;
  if (open === undefined || (sign === '/' && open.name !== name)) throw new Obstacle('blocks', mark.at);
  if (sign === '/') blocks.pop();
  return open.pair;
}

/** Everything up to the tag's own end; tags of its name within it are not looked for, as in MJML. */
function untilClose(reader: Reader, tag: string, begun: number): { inside: string; close: string } {
  let inside = '';
  for (let mark = reader.parts[reader.at]; mark !== undefined; mark = reader.parts[reader.at]) {
    reader.at += 1;
    if (mark.kind === 'close' && mark.name === tag) return { inside, close: mark.text };
    inside += mark.text;
  }
  throw new Obstacle('tags', begun);
}
