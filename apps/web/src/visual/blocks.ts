import type { Language } from '../language/language.tsx';
import { type Piece, readLetter } from './letter-tree.ts';

/** The pieces that can be put into a letter. */
export const blockNames = ['one', 'two', 'three', 'text', 'image', 'button', 'divider', 'spacer'] as const;

/** One of them. */
export type BlockName = (typeof blockNames)[number];

/** A new piece with words to write over, laid out as people lay MJML out. */
export function newPiece(name: BlockName, language: Language): Piece {
  return pieceOf(sources[name](samples[language]));
}

/** A section with one column around a source that stands in a column. */
export function sectionAround(source: string): Piece {
  return pieceOf(section(column(source)));
}

const samples = {
  ja: { text: 'ここに文章を書きます。', button: 'くわしく見る' },
  en: { text: 'Write your words here.', button: 'Read more' },
};

const text = (words: string) => `\n        <mj-text>\n          <p>${words}</p>\n        </mj-text>`;
const column = (inside: string) => `\n      <mj-column>${inside}\n      </mj-column>`;
const section = (columns: string) => `\n    <mj-section padding="16px 24px">${columns}\n    </mj-section>`;

const sources: Record<BlockName, (sample: { text: string; button: string }) => string> = {
  one: (sample) => section(column(text(sample.text))),
  two: (sample) => section(column(text(sample.text)).repeat(2)),
  three: (sample) => section(column(text(sample.text)).repeat(3)),
  text: (sample) => text(sample.text),
  image: () => '\n        <mj-image src="" alt="" />',
  button: (sample) => `\n        <mj-button href="https://">${sample.button}</mj-button>`,
  divider: () => '\n        <mj-divider border-width="1px" border-color="#d5d0c4" padding="12px 0" />',
  spacer: () => '\n        <mj-spacer height="24px" />',
};

function pieceOf(source: string): Piece {
  const read = readLetter(`<mjml><mj-body>${source}</mj-body></mjml>`);
  const piece = read.ok ? read.letter.body.pieces[0] : undefined;
  if (piece === undefined) throw new Error(`A block is no piece of a letter: ${source}`);
  return piece;
}
