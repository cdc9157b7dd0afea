import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LetterTree, type Piece, readLetter } from './letter-tree.ts';
import { marks } from './marks.ts';
import { writeLetter, writePiece } from './write-letter.ts';

const templates = new URL('../../../../templates/', import.meta.url);
const builtIn = readdirSync(templates, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => ['ja', 'en'].map((locale) => `${name}/${locale}`));

const space = fc.constantFrom('', ' ', '\n', '\n    ', '\r\n\t');
const value = fc.constantFrom(
  '0',
  '28px 48px',
  '{{data.url}}',
  "{{default data.url 'a>b'}}",
  'a &amp; b',
  '#fff',
  '日本',
);
const attribute = fc
  .tuple(
    fc.constantFrom('padding', 'css-class', 'background-color', 'href', 'mj-class'),
    fc.constantFrom('"', "'"),
    value,
  )
  .map(([name, quote, said]) => (said.includes(quote) ? `${name}="0"` : `${name}=${quote}${said}${quote}`));
const open = (tag: string) =>
  fc
    .tuple(fc.uniqueArray(attribute, { maxLength: 3 }), space)
    .map(([said, end]) => `<${[tag, ...said].join(' ')}${end}>`);
const html = fc
  .array(
    fc.constantFrom(
      'words',
      '<p>こんにちは {{contact.name}}</p>',
      '{{#if contact.name}}<b>{{contact.name}}</b>{{else}}you{{/if}}',
      '{{> legal}}',
      '<br/>',
      '<img src="{{data.logo}}" alt=\'{{default data.alt "x"}}\'>',
      '<!--[if mso]><table><tr><td><![endif]-->',
      '&nbsp;&lt;',
      '{{#each data.paragraphs}}<p>{{this}}</p>{{/each}}',
      'a < b',
      '{{!-- a note with </mj-text> --}}',
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));
const leaf = fc.oneof(
  fc.tuple(open('mj-text'), html).map(([tag, inside]) => `${tag}${inside}</mj-text>`),
  fc.tuple(open('mj-button'), html).map(([tag, inside]) => `${tag}${inside}</mj-button>`),
  fc.constantFrom(
    '<mj-image src="{{data.image}}" alt="" />',
    '<mj-spacer></mj-spacer>',
    '<mj-divider padding="0"/>',
    '<mj-raw><div onclick="x()">{{x}}</div></mj-raw>',
    '<mj-table>{{#each data.rows}}<tr><td>{{this}}</td></tr>{{/each}}</mj-table>',
    '<mj-social><mj-social-element name="x">x</mj-social-element></mj-social>',
    '<!-- a comment with <mj-text> -->',
    '<!--[if mso]><p><![endif]-->',
    '{{!-- said to nobody --}}',
  ),
);
const several = (one: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.tuple(
        space,
        fc.oneof(
          { weight: 4, arbitrary: one },
          { weight: 1, arbitrary: one.map((inside) => `{{#if data.x}}${inside}\n{{else}} {{/if}}`) },
          { weight: 1, arbitrary: one.map((inside) => `{{#each data.items}}\n${inside}{{/each}}`) },
        ),
      ),
      { maxLength: 3 },
    )
    .map((all) => all.flat().join(''));
const box = (tag: string, inside: fc.Arbitrary<string>) =>
  fc.tuple(open(tag), inside, space).map(([begin, within, end]) => `${begin}${within}${end}</${tag}>`);
const column = box('mj-column', several(leaf));
const section = fc.oneof(
  box('mj-section', several(column)),
  box('mj-wrapper', several(box('mj-section', several(column)))),
);
const heads = fc.constantFrom(
  '',
  '<mj-head><mj-style>a > b { color: red }</mj-style><mj-raw><meta name="x" /></mj-raw></mj-head>',
  '<mj-head>\n<mj-attributes><mj-all padding="0" /></mj-attributes><mj-title>{{data.headline}}</mj-title></mj-head>',
);
const source = fc
  .tuple(heads, box('mj-body', several(section)), space)
  .map(([head, body, end]) => `<mjml lang="ja">${head}\n${body}${end}</mjml>${end}`);

function read(text: string): LetterTree {
  const found = readLetter(text);
  if (!found.ok) throw new Error(`${found.unfit.why} on line ${found.unfit.line}: ${text}`);
  return found.letter;
}

describe('marks', () => {
  it('cuts any text into parts that make it again', () => {
    const rough = fc.array(
      fc.constantFrom('<', '>', '{{', '}}', '"', "'", '/', 'mj-text', ' ', '=', '<!--', '-->', '[', ']'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          rough.map((all) => all.join('')),
          source,
          fc.string(),
        ),
        (text) => {
          expect(
            marks(text)
              .map((mark) => mark.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });
});

describe('readLetter and writeLetter', () => {
  it.each(builtIn)('give the bytes of %s again', (folder) => {
    const text = readFileSync(new URL(`${folder}/template.mjml`, templates), 'utf8');
    expect(writeLetter(read(text))).toBe(text);
  });

  it('give the bytes of any letter again', () => {
    fc.assert(fc.property(source, (text) => expect(writeLetter(read(text))).toBe(text)));
  });

  it('write every piece that was not changed as it was, wherever it goes', () => {
    fc.assert(
      fc.property(source, fc.nat(), (text, chosen) => {
        const letter = read(text);
        const { pieces } = letter.body;
        fc.pre(pieces.length > 0);
        const at = chosen % pieces.length;
        const rest = pieces.filter((_, place) => place !== at);
        const moved = pieces.slice(at, at + 1);
        const written = writeLetter({ ...letter, body: { ...letter.body, pieces: [...moved, ...rest] } });
        expect(written).toBe(
          letter.head +
            letter.body.written.open +
            [...moved, ...rest].map(writePiece).join('') +
            letter.body.written.tail +
            letter.body.written.close +
            letter.foot,
        );
        for (const piece of pieces) expect(text).toContain(writePiece(piece));
      }),
    );
  });

  it('change in a tag what was changed, and nothing beside it', () => {
    const text = `<mjml><mj-body\n  width='600px'   css-class="a &amp; b" ><mj-section padding="0"/></mj-body></mjml>`;
    const { body, ...around } = read(text);
    const changed = (attributes: Record<string, string>) => writeLetter({ ...around, body: { ...body, attributes } });
    expect(changed({ width: "6'0", 'css-class': 'a &amp; b' })).toBe(text.replace('600px', '6&#39;0'));
    expect(changed({ 'css-class': 'a &amp; b' })).toBe(text.replace("\n  width='600px'", ''));
    expect(changed({ ...body.attributes, 'background-color': `{{default data.c "x"}}"` })).toBe(
      text.replace('b" >', `b" background-color="{{default data.c "x"}}&quot;" >`),
    );
  });

  it('open a tag that was closed in itself once there is something in it', () => {
    const { body, ...around } = read('<mjml><mj-body><mj-section padding="0" /></mj-body></mjml>');
    const [section] = body.pieces;
    if (section?.kind !== 'box') throw new Error('No section was read.');
    const column: Piece = {
      kind: 'box',
      tag: 'mj-column',
      attributes: {},
      pieces: [],
      written: { before: '', open: '', close: '', tail: '' },
    };
    expect(writeLetter({ ...around, body: { ...body, pieces: [{ ...section, pieces: [column] }] } })).toBe(
      '<mjml><mj-body><mj-section padding="0"><mj-column></mj-column></mj-section></mj-body></mjml>',
    );
  });
});

describe('readLetter', () => {
  const around = (inside: string) => `<mjml><mj-body>\n${inside}</mj-body></mjml>`;
  const unfit = (text: string) => {
    const found = readLetter(text);
    return found.ok ? undefined : [found.unfit.why, found.unfit.line];
  };

  it('says what it cannot show without loss, and where', () => {
    expect(unfit('<p>no letter</p>')).toEqual(['no-body', 1]);
    expect(unfit(around('<mj-section>'))).toEqual(['tags', 3 - 1]);
    expect(unfit(around('<mj-section></mj-column>'))).toEqual(['tags', 2]);
    expect(unfit(around('\nwords</mj-section>'))).toEqual(['loose-words', 3]);
    expect(unfit(around('{{#if x}}<mj-section></mj-section>'))).toEqual(['blocks', 2]);
    expect(unfit(around('<mj-section>{{#if x}}</mj-section>{{/if}}'))).toEqual(['blocks', 2]);
    expect(unfit(around('{{#if x}}{{/each}}'))).toEqual(['blocks', 2]);
    expect(unfit(around('<mj-section {{#if x}}padding="0"{{/if}}></mj-section>'))).toEqual(['tag-blocks', 2]);
    expect(unfit(`${around('')}<mj-body></mj-body>`)).toEqual(['tags', 2]);
  });

  it('keeps the tags of one block together', () => {
    const { body } = read(around('{{#if a}}<mj-section></mj-section>{{else}}{{#each b}}{{/each}}{{/if}}'));
    const pairs = body.pieces.map((piece) => (piece.kind === 'kept' ? piece.pair : undefined));
    expect(pairs[0]).toBeDefined();
    expect(pairs).toEqual([pairs[0], undefined, pairs[0], pairs[3], pairs[3], pairs[0]]);
    expect(pairs[3]).not.toBe(pairs[0]);
  });
});
